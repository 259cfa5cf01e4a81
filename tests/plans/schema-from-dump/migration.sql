ALTER TABLE public.invoices ADD CONSTRAINT invoices_number_key UNIQUE (number);
ALTER TABLE public.invoices ADD CONSTRAINT invoices_state_known CHECK (state IN ('open', 'paid', 'void'));
ALTER TABLE public.invoices ALTER COLUMN state SET NOT NULL;
DROP INDEX public.invoices_state_idx;
