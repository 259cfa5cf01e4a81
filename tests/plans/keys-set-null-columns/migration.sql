-- majors: 15-18
ALTER TABLE folders ADD CONSTRAINT folders_parent_fk FOREIGN KEY (tenant, parent) REFERENCES folders (tenant, id) ON DELETE SET NULL (parent);
ALTER TABLE folders ADD FOREIGN KEY (tenant) REFERENCES tenants ON DELETE CASCADE NOT VALID;
ALTER TABLE folders VALIDATE CONSTRAINT folders_tenant_fkey;
