-- One answer to until when an issued document is kept, and by which rule: the law (ten years after the end of the accounting year), or the term
-- the archive was given for its files, where that is later. An account's own rules may move it further; the program asks those, which are data of
-- its release. No document is erased from the database while a copy of it is locked elsewhere.
create policy erasure on scell.archive_objects to scell_eraser
  using (tenant_id = (select scell.current_tenant())
         and ((select scell.current_sub_tenant()) is null or sub_tenant_id = (select scell.current_sub_tenant())))
  with check (tenant_id = (select scell.current_tenant())
              and ((select scell.current_sub_tenant()) is null or sub_tenant_id = (select scell.current_sub_tenant())));
grant select (tenant_id, sub_tenant_id, subject_id, retain_through) on scell.archive_objects to scell_eraser;

alter table scell.erasure_documents add column kept_by text not null default 'law' check (kept_by in ('law', 'archive', 'own_rule'));

-- `counted_from` is the day whose accounting year the years count from: that of the invoice, or of its recording where that is later.
create function scell.retention_of(tenant uuid, document_id uuid)
returns table (kept_until date, kept_by text, counted_from date, year_end text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select greatest(l.law, a.archive), case when a.archive > l.law then 'archive' else 'law' end, f.counted_from, f.year_end
  from (
    select greatest(i.issue_date, (d.recorded_at at time zone 'Europe/Paris')::date) as counted_from, c.fiscal_year_end as year_end
    from scell.issued_documents d
    join scell.invoices i on i.tenant_id = d.tenant_id and i.id = d.id
    join scell.companies c on c.tenant_id = i.tenant_id and c.id = i.company_id
    where d.tenant_id = tenant and d.id = document_id
  ) f,
  -- The end of a February is that of its year.
  lateral (select ledger.fiscal_year_of((ledger.fiscal_year_of(f.counted_from, f.year_end) + interval '10 years')::date, f.year_end) as law) l,
  lateral (select max(o.retain_through) as archive from scell.archive_objects o
           where o.tenant_id = tenant and o.subject_id = document_id) a
$$;

create or replace function scell.kept_until(tenant uuid, document_id uuid) returns date language sql stable
set search_path = pg_catalog, pg_temp as $$
  select r.kept_until from scell.retention_of(tenant, document_id) r
$$;
