INSERT INTO public.invoices (id, number) VALUES (:n, 'new' || :n);
UPDATE public.invoices SET state = 'paid' WHERE id = :n - 999990;
