INSERT INTO public.invoices (number) SELECT 'R' || g FROM generate_series(1, 4000) g;
