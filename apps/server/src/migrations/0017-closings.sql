-- Closings of fiscal chains: daily, monthly, annual (BOI-TVA-DECLA-30-10-30 §170). A closing is an entry of its chain like
-- any fact, and a row here for reading. A period is of moments of recording: the date an invoice bears is data.
grant create on schema ledger to scell_ledger;

create table ledger.closings (
  tenant_id uuid not null,
  id uuid not null,
  chain_id uuid not null,
  position bigint not null, -- of its entry
  sub_tenant_id uuid,
  closing_type text not null check (closing_type in ('daily', 'monthly', 'annual')),
  manual boolean not null,
  day date not null, -- the last day of the period, in Paris
  period_start timestamptz not null,
  period_end timestamptz not null, -- the first moment that is not of the period any more
  fiscal_year date not null, -- last day of the accounting year the period is of
  first_position bigint, -- of the entries recorded in the period, whatever their kind
  last_position bigint,
  head_position bigint not null, -- the last entry recorded before the end of the period
  head_hash bytea not null,
  invoices integer not null,
  credit_notes integer not null,
  payments integer not null,
  totals jsonb not null, -- one object a currency
  fiscal_year_total jsonb not null, -- cumulated since the start of the accounting year
  perpetual_total jsonb not null, -- since the start of the chain, never reset
  closing_hash bytea not null, -- data_hash of its entry
  previous_closing bytea, -- that of the closing of its type before
  closed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, chain_id, closing_type, period_start),
  check (period_start < period_end and period_end <= closed_at),
  foreign key (tenant_id, chain_id, position) references ledger.entries (tenant_id, chain_id, position)
);
call scell.isolate('ledger.closings', 'sub_tenant');
call scell.append_only('ledger.closings');
create policy ledger_reads on ledger.closings for select to scell_ledger using (true);
create policy ledger_writes on ledger.closings for insert to scell_ledger with check (true);
create index closings_in_order on ledger.closings (tenant_id, closing_type, period_end, id);
grant select on ledger.closings to scell_tenant;
grant select, insert on ledger.closings to scell_ledger;

-- What was made of a closing, once: its CSV in the content store, and the mail that tells of it.
create table scell.closing_records (
  tenant_id uuid not null,
  closing_id uuid not null,
  sub_tenant_id uuid,
  csv_sha256 bytea not null check (octet_length(csv_sha256) = 32),
  csv_size integer not null,
  mail_id uuid, -- null where there is no address to send to
  recorded_at timestamptz not null,
  primary key (tenant_id, closing_id),
  foreign key (tenant_id, closing_id) references ledger.closings (tenant_id, id)
);
call scell.isolate('scell.closing_records', 'sub_tenant');
call scell.append_only('scell.closing_records');
grant select, insert on scell.closing_records to scell_tenant;

-- Last day of the accounting year of a company, MM-DD; the end of February is that of the year.
alter table scell.companies add column fiscal_year_end text not null default '12-31'
  check (fiscal_year_end ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$');

-- The last day of the accounting year a day is in.
create function ledger.fiscal_year_of(day date, year_end text) returns date language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp as $$
declare
  ends date;
begin
  for year in extract(year from day)::integer .. extract(year from day)::integer + 1 loop
    ends := make_date(year, left(year_end, 2)::integer, 1) + interval '1 month' - interval '1 day';
    if year_end not in ('02-28', '02-29') then
      ends := make_date(year, left(year_end, 2)::integer, least(right(year_end, 2)::integer, extract(day from ends)::integer));
    end if;
    if day <= ends then return ends; end if;
  end loop;
  raise exception 'no accounting year has the day %', day;
end
$$;

create function ledger.midnight(day date) returns timestamptz language sql stable parallel safe
  return day::timestamp at time zone 'Europe/Paris';
create function ledger.day_of(moment timestamptz) returns date language sql stable parallel safe
  return (moment at time zone 'Europe/Paris')::date;

-- Adds up totals: arrays of one object a currency, amounts as text of two decimals: total_* are invoices less credit notes,
-- which stand apart in invoices_* and credit_notes_*; vat is [{category, rate, taxable, tax}]. Order: by currency, category
-- and rate.
create function ledger.add_totals(parts jsonb) returns jsonb language sql immutable parallel safe
set search_path = pg_catalog, pg_temp as $$
  with part as (select t from jsonb_array_elements(parts) p, jsonb_array_elements(p) t),
  vat as (
    select t ->> 'currency' as currency, v ->> 'category' as category, v ->> 'rate' as rate,
           sum((v ->> 'taxable')::numeric) as taxable, sum((v ->> 'tax')::numeric) as tax
    from part, jsonb_array_elements(t -> 'vat') v group by 1, 2, 3
  ), total as (
    select t ->> 'currency' as currency, sum((t ->> 'total_excl_tax')::numeric) as excl, sum((t ->> 'total_tax')::numeric) as tax,
           sum((t ->> 'total_incl_tax')::numeric) as incl, sum((t ->> 'payments')::numeric) as payments,
           sum((t ->> 'invoices_excl_tax')::numeric) as invoices_excl, sum((t ->> 'invoices_incl_tax')::numeric) as invoices_incl,
           sum((t ->> 'credit_notes_excl_tax')::numeric) as notes_excl, sum((t ->> 'credit_notes_incl_tax')::numeric) as notes_incl
    from part group by 1
  )
  select coalesce(jsonb_agg(jsonb_build_object(
      'currency', currency, 'total_excl_tax', round(excl, 2)::text, 'total_tax', round(tax, 2)::text,
      'total_incl_tax', round(incl, 2)::text, 'payments', round(payments, 2)::text,
      'invoices_excl_tax', round(invoices_excl, 2)::text, 'invoices_incl_tax', round(invoices_incl, 2)::text,
      'credit_notes_excl_tax', round(notes_excl, 2)::text, 'credit_notes_incl_tax', round(notes_incl, 2)::text,
      'vat', (select coalesce(jsonb_agg(jsonb_build_object('category', v.category, 'rate', v.rate,
                'taxable', round(v.taxable, 2)::text, 'tax', round(v.tax, 2)::text)
                order by v.category collate "C", v.rate::numeric nulls first), '[]'::jsonb)
              from vat v where v.currency = total.currency))
    order by currency collate "C"), '[]'::jsonb)
  from total
$$;

-- What one entry adds to the totals; credit notes count negative.
create function ledger.totals_of_entry(entry_type text, preimage json) returns jsonb language sql immutable parallel safe
set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_array(jsonb_build_object(
      'currency', preimage ->> 'currency',
      'payments', case when entry_type = 'payment' then preimage ->> 'amount' else '0' end,
      'total_excl_tax', ((invoice - note) * excl)::text,
      'total_tax', ((invoice - note) * coalesce(preimage -> 'totals' ->> 'vat', '0')::numeric)::text,
      'total_incl_tax', ((invoice - note) * incl)::text,
      'invoices_excl_tax', (invoice * excl)::text, 'invoices_incl_tax', (invoice * incl)::text,
      'credit_notes_excl_tax', (note * excl)::text, 'credit_notes_incl_tax', (note * incl)::text,
      'vat', (select coalesce(jsonb_agg(jsonb_build_object('category', v ->> 'category', 'rate', trim_scale((v ->> 'rate')::numeric)::text,
                'taxable', ((invoice - note) * (v ->> 'taxableAmount')::numeric)::text,
                'tax', ((invoice - note) * (v ->> 'taxAmount')::numeric)::text)), '[]'::jsonb)
              from json_array_elements(coalesce(preimage -> 'vat_breakdown', '[]'::json)) v)))
  from (select (entry_type = 'invoice_created')::integer as invoice, (entry_type = 'credit_note_issued')::integer as note,
               coalesce(preimage -> 'totals' ->> 'withoutVat', '0')::numeric as excl,
               coalesce(preimage -> 'totals' ->> 'withVat', '0')::numeric as incl) amounts
$$;

-- Totals as text in fixed order, for the preimage.
create function ledger.totals_text(totals jsonb) returns text language sql immutable parallel safe
set search_path = pg_catalog, pg_temp as $$
  select '[' || coalesce(string_agg('{' || ledger.member('currency', t ->> 'currency')
      || ',' || ledger.member('total_excl_tax', t ->> 'total_excl_tax') || ',' || ledger.member('total_tax', t ->> 'total_tax')
      || ',' || ledger.member('total_incl_tax', t ->> 'total_incl_tax')
      || ',' || ledger.member('invoices_excl_tax', t ->> 'invoices_excl_tax') || ',' || ledger.member('invoices_incl_tax', t ->> 'invoices_incl_tax')
      || ',' || ledger.member('credit_notes_excl_tax', t ->> 'credit_notes_excl_tax')
      || ',' || ledger.member('credit_notes_incl_tax', t ->> 'credit_notes_incl_tax')
      || ',"vat":[' || (select coalesce(string_agg('{' || ledger.member('category', v ->> 'category') || ',' || ledger.member('rate', v ->> 'rate')
           || ',' || ledger.member('taxable', v ->> 'taxable') || ',' || ledger.member('tax', v ->> 'tax') || '}', ',' order by n), '')
         from jsonb_array_elements(t -> 'vat') with ordinality x (v, n))
      || '],' || ledger.member('payments', t ->> 'payments') || '}', ',' order by i), '') || ']'
  from jsonb_array_elements(totals) with ordinality y (t, i)
$$;

-- Enters a closing in its chain and writes its row.
create function ledger.write_closing(chain ledger.chains, closing ledger.closings) returns ledger.closings
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  closing.tenant_id := chain.tenant_id;
  closing.chain_id := chain.id;
  closing.sub_tenant_id := chain.sub_tenant_id;
  closing.closed_at := chain.last_recorded_at;
  select c.closing_hash into closing.previous_closing from ledger.closings c
    where c.tenant_id = chain.tenant_id and c.chain_id = chain.id and c.closing_type = closing.closing_type
    order by c.period_end desc limit 1;
  chain := ledger.write_entry(chain, 'closing', closing.id, null,
    ledger.member('closing_type', closing.closing_type) || ',' || ledger.member('manual', closing.manual::text)
    || ',' || ledger.member('day', closing.day::text)
    || ',' || ledger.member('period_start', ledger.moment_text(closing.period_start))
    || ',' || ledger.member('period_end', ledger.moment_text(closing.period_end))
    || ',' || ledger.member('fiscal_year', closing.fiscal_year::text)
    || ',' || ledger.member('first_position', closing.first_position::text) || ',' || ledger.member('last_position', closing.last_position::text)
    || ',' || ledger.member('entries_count', (closing.invoices + closing.credit_notes + closing.payments)::text)
    || ',"counts":{' || ledger.member('invoices', closing.invoices::text) || ',' || ledger.member('credit_notes', closing.credit_notes::text)
    || ',' || ledger.member('payments', closing.payments::text) || '}'
    || ',"totals":' || ledger.totals_text(closing.totals)
    || ',"fiscal_year_total":' || ledger.totals_text(closing.fiscal_year_total)
    || ',"perpetual_total":' || ledger.totals_text(closing.perpetual_total)
    || ',' || ledger.member('head_position', closing.head_position::text) || ',' || ledger.member('head_hash', encode(closing.head_hash, 'hex'))
    || ',' || ledger.member('previous_closing', encode(closing.previous_closing, 'hex')));
  closing.position := chain.last_position;
  select e.data_hash into closing.closing_hash from ledger.entries e
    where e.tenant_id = chain.tenant_id and e.chain_id = chain.id and e.position = chain.last_position;
  insert into ledger.closings select closing.*;
  return closing;
end
$$;

-- The fiscal chain a caller may close, locked.
create function ledger.chain_to_close(chain_id uuid, moment timestamptz) returns ledger.chains
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  chain ledger.chains;
begin
  select c.* into chain from ledger.chains c where c.tenant_id = scell.current_tenant() and c.id = chain_id and c.kind = 'fiscal';
  if not found then
    raise exception 'there is no chain % to close', chain_id using errcode = 'integrity_constraint_violation', constraint = 'ledger_chain';
  end if;
  perform ledger.check_caller(chain.tenant_id, chain.sub_tenant_id);
  return ledger.lock_chain(chain.tenant_id, chain.sub_tenant_id, chain.environment, chain.kind, chain.seller, moment);
end
$$;

-- Closes what follows the last daily closing: to the end of that day in Paris, or, by hand, to now when the day is not
-- over. Nothing is recorded in the period any more. `year_end` is the last day of the accounting year, MM-DD.
create function ledger.close_day(chain_id uuid, closing_id uuid, manual boolean, year_end text, moment timestamptz)
returns setof ledger.closings language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  chain ledger.chains := ledger.chain_to_close(chain_id, moment);
  last ledger.closings;
  closing ledger.closings;
  entered bigint;
begin
  select c.* into last from ledger.closings c
    where c.tenant_id = chain.tenant_id and c.chain_id = chain.id and c.closing_type = 'daily' order by c.period_end desc limit 1;
  closing.period_start := coalesce(last.period_end, ledger.midnight(ledger.day_of(chain.opened_at)));
  closing.day := ledger.day_of(closing.period_start);
  closing.period_end := ledger.midnight(closing.day + 1);
  if closing.period_end > chain.last_recorded_at then
    if not manual then return; end if;
    -- After all that is recorded, and never past the day. The closing itself is recorded at its end.
    chain.last_recorded_at := greatest(chain.last_recorded_at, closing.period_start) + interval '1 microsecond';
    closing.period_end := least(chain.last_recorded_at, closing.period_end);
  end if;
  closing.id := closing_id;
  closing.closing_type := 'daily';
  closing.manual := manual;
  closing.fiscal_year := ledger.fiscal_year_of(closing.day, year_end);

  select e.position, e.chain_hash into closing.head_position, closing.head_hash from ledger.entries e
    where e.tenant_id = chain.tenant_id and e.chain_id = chain.id and e.recorded_at < closing.period_end
    order by e.position desc limit 1;
  closing.head_position := coalesce(closing.head_position, 0);
  closing.head_hash := coalesce(closing.head_hash, decode(repeat('00', 32), 'hex'));
  entered := coalesce(last.head_position, 0);
  if closing.head_position > entered then
    closing.first_position := entered + 1;
    closing.last_position := closing.head_position;
  end if;
  select count(*) filter (where e.entry_type = 'invoice_created'), count(*) filter (where e.entry_type = 'credit_note_issued'),
         count(*) filter (where e.entry_type = 'payment'),
         ledger.add_totals(coalesce(jsonb_agg(ledger.totals_of_entry(e.entry_type, e.preimage::json)), '[]'::jsonb))
    into closing.invoices, closing.credit_notes, closing.payments, closing.totals
    from ledger.entries e
    where e.tenant_id = chain.tenant_id and e.chain_id = chain.id and e.position > entered and e.position <= closing.head_position
      and e.entry_type in ('invoice_created', 'credit_note_issued', 'payment');
  closing.fiscal_year_total := case when last.fiscal_year = closing.fiscal_year
    then ledger.add_totals(jsonb_build_array(last.fiscal_year_total, closing.totals)) else closing.totals end;
  closing.perpetual_total := ledger.add_totals(jsonb_build_array(coalesce(last.perpetual_total, '[]'::jsonb), closing.totals));
  closing := ledger.write_closing(chain, closing);
  update ledger.chains c set closed_until = closing.period_end where c.tenant_id = chain.tenant_id and c.id = chain.id;
  return next closing;
end
$$;

-- Closes a month or an accounting year whose days are all closed, from its daily closings. Answers none when it is closed,
-- or not over.
create function ledger.close_span(chain_id uuid, closing_id uuid, span_type text, first_day date, last_day date, moment timestamptz)
returns setof ledger.closings language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  chain ledger.chains := ledger.chain_to_close(chain_id, moment);
  final ledger.closings;
  closing ledger.closings;
  starts timestamptz := ledger.midnight(first_day);
  ends timestamptz := ledger.midnight(last_day + 1);
begin
  if span_type not in ('monthly', 'annual') or first_day > last_day then
    raise exception 'a span is a month or a year' using errcode = 'invalid_parameter_value';
  end if;
  if chain.closed_until is null or chain.closed_until < ends then return; end if;
  -- A company that changed the end of its accounting year goes on where the last one ended.
  starts := greatest(starts, (select max(c.period_end) from ledger.closings c
    where c.tenant_id = chain.tenant_id and c.chain_id = chain.id and c.closing_type = span_type));
  if starts >= ends then return; end if;
  select c.* into final from ledger.closings c
    where c.tenant_id = chain.tenant_id and c.chain_id = chain.id and c.closing_type = 'daily' and c.period_end = ends;
  if not found then return; end if;
  select min(c.first_position), max(c.last_position), sum(c.invoices), sum(c.credit_notes), sum(c.payments),
         ledger.add_totals(jsonb_agg(c.totals order by c.period_start))
    into closing.first_position, closing.last_position, closing.invoices, closing.credit_notes, closing.payments, closing.totals
    from ledger.closings c
    where c.tenant_id = chain.tenant_id and c.chain_id = chain.id and c.closing_type = 'daily'
      and c.period_start >= starts and c.period_end <= ends;
  closing.id := closing_id;
  closing.closing_type := span_type;
  closing.manual := false;
  closing.day := last_day;
  closing.period_start := starts;
  closing.period_end := ends;
  closing.fiscal_year := final.fiscal_year;
  closing.head_position := final.head_position;
  closing.head_hash := final.head_hash;
  closing.fiscal_year_total := final.fiscal_year_total;
  closing.perpetual_total := final.perpetual_total;
  return next ledger.write_closing(chain, closing);
end
$$;

do $$
declare
  f text;
begin
  for f in select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'ledger'::regnamespace and p.proowner <> 'scell_ledger'::regrole loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to scell_ledger', f);
  end loop;
end
$$;
grant execute on function ledger.close_day(uuid, uuid, boolean, text, timestamptz),
  ledger.close_span(uuid, uuid, text, date, date, timestamptz) to scell_tenant;
revoke create on schema ledger from scell_ledger;
