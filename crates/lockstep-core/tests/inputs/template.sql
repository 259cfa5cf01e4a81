{% if wide %}
ALTER TABLE {{ schema }}.users ADD COLUMN a {{ type }};
{% endif %}
ALTER TABLE ${schema}.users ADD COLUMN b int;
DROP TABLE <%= name %>;
