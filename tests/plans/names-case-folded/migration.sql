ALTER TABLE CUSTOMER ALTER COLUMN FULLNAME SET NOT NULL;
Create Unique Index Customer_FullName On Customer (FullName);
alter table Customer Add Constraint "Customer_FullName" Unique ("FullName");
ALTER TABLE PUBLIC.customer ADD CHECK (FullName <> "FullName");
