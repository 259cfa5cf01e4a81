alter table app.notes enable row level security;
create policy "Owners read" on app.notes for select using (owner is not null);
create index if not exists notes_owner_idx on app.notes using btree (owner);
alter table app.notes alter column pinned set default false, alter column pinned set not null;
comment on table app.notes is 'What people write down';
