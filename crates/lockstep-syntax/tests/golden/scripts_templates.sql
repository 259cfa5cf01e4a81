CREATE TABLE {{ schema }}.{{table}}_log (id bigint DEFAULT ${start}, note text);
ALTER TABLE ${schema}.users ADD COLUMN age int DEFAULT {{ age }};
{% if wide %}
ALTER TABLE a ADD COLUMN b int{% if x %} NOT NULL{% endif %};
{% endif %}
{# a note; #}
ALTER TABLE <%= table %> ADD COLUMN c int;
<% if pg %>
DROP TABLE a;
<% end %>
SELECT * FROM words WHERE a <% b AND c %> d;
ALTER TABLE $(name) ADD COLUMN d int;
ALTER TABLE @schema@.t ADD COLUMN e int;
DROP TABLE last;
