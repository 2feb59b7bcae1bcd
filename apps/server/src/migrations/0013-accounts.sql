-- How a company books what it invoices: its own account numbers, where they differ from the defaults of the program.
create table scell.company_accounts (
  tenant_id uuid not null,
  company_id uuid not null,
  sub_tenant_id uuid, -- that of the company
  journals jsonb not null, -- {use: {code, label}}: sales, bank, cash
  accounts jsonb not null, -- [{use, kind?, vat_category?, vat_rate?, payment_means?, account, label}]
  updated_at timestamptz not null,
  primary key (tenant_id, company_id),
  foreign key (tenant_id, company_id) references scell.companies (tenant_id, id)
);
call scell.isolate('scell.company_accounts', 'sub_tenant');
grant select, insert, update on scell.company_accounts to scell_tenant;

-- The day of the accounting entry of a fact: that of the document (BT-2), or of the payment in Paris. Immutable: both are texts with
-- no room for a setting of the session, a day and a moment in UTC.
create function ledger.booking_day(entry_type text, preimage text) returns date
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  if entry_type = 'payment' then
    return ((preimage::json ->> 'paid_at')::timestamptz at time zone 'Europe/Paris')::date;
  end if;
  return (preimage::json ->> 'issue_date')::date;
end
$$;
-- A column of its own: under row security an index over a call of the function would not be used to search.
alter table ledger.entries add column booked_on date generated always as (
  case when entry_type in ('invoice_created', 'credit_note_issued', 'payment') then ledger.booking_day(entry_type, preimage) end
) stored;
create index entries_by_booking on ledger.entries (tenant_id, chain_id, booked_on) where booked_on is not null;
