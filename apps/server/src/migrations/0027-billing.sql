-- Money: what a tenant has prepaid, as books of double entry. A transaction moves amounts between accounts by postings that
-- sum to zero; the balance is the tenant's account, kept equal to its postings by the triggers below, which alone write it.
-- Amounts are euros without VAT, six decimals: a price may be finer than a cent.
create table scell.balances (
  tenant_id uuid primary key,
  currency text not null default 'EUR' check (currency = 'EUR'),
  amount numeric(20, 6) not null default 0 constraint balance_covers check (amount >= 0),
  transactions bigint not null default 0 check (transactions >= 0),
  -- 0 fine, 1 low, 2 critical, 3 depleted: what was last said of it, so that each crossing is told of once.
  alert_level smallint not null default 3 check (alert_level between 0 and 3),
  low_threshold numeric(20, 6) not null default 10 check (low_threshold >= 0),
  critical_threshold numeric(20, 6) not null default 2 check (critical_threshold >= 0),
  auto_reload_enabled boolean not null default false,
  auto_reload_threshold numeric(20, 6) check (auto_reload_threshold >= 0),
  auto_reload_amount numeric(20, 2) check (auto_reload_amount > 0),
  -- At the payment provider: the customer, and the method it may charge while the customer is away.
  payment_customer text,
  payment_method text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
call scell.isolate('scell.balances');
grant select, insert (tenant_id, created_at, updated_at),
  update (alert_level, low_threshold, critical_threshold, auto_reload_enabled, auto_reload_threshold, auto_reload_amount,
          payment_customer, payment_method, updated_at) on scell.balances to scell_tenant;

create table scell.balance_transactions (
  tenant_id uuid not null references scell.balances (tenant_id),
  id uuid not null,
  sequence bigint not null, -- given by the trigger
  type text not null check (type in ('credit', 'debit')),
  service text not null check (service in ('invoice', 'credit_note', 'signature', 'manual', 'admin', 'pack', 'auto_reload', 'welcome', 'expiry', 'refund', 'statement')),
  -- What it adds to the balance; negative on a debit, zero where the balance is not touched.
  amount numeric(20, 6) not null check (case type when 'credit' then amount >= 0 else amount <= 0 end),
  balance_before numeric(20, 6) not null,
  balance_after numeric(20, 6) not null,
  description text not null,
  reference_type text,
  reference_id uuid,
  quantity integer not null default 1 check (quantity > 0),
  unit_price numeric(20, 6),
  sub_tenant_id uuid,
  actor text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, sequence)
);
call scell.isolate('scell.balance_transactions');
call scell.append_only('scell.balance_transactions');
create index balance_transactions_by_date on scell.balance_transactions (tenant_id, created_at);
-- One thing is charged once, and one purchase is credited once.
create unique index balance_transactions_once on scell.balance_transactions (tenant_id, service, type, reference_id)
  where reference_id is not null;
grant select, insert on scell.balance_transactions to scell_tenant;

-- Credits, as they came: each lot has its own end, and the one that ends first is spent first.
create table scell.credit_lots (
  tenant_id uuid not null,
  id uuid not null,
  transaction_id uuid not null,
  kind text not null check (kind in ('paid', 'bonus', 'granted', 'play')),
  remaining numeric(20, 6) not null default 0 constraint lot_covers check (remaining >= 0),
  granted_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > granted_at),
  warned_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, transaction_id) references scell.balance_transactions (tenant_id, id)
);
call scell.isolate('scell.credit_lots');
create index credit_lots_open on scell.credit_lots (tenant_id, expires_at, id) where remaining > 0;
grant select, insert (tenant_id, id, transaction_id, kind, granted_at, expires_at), update (warned_at) on scell.credit_lots to scell_tenant;

create table scell.balance_postings (
  tenant_id uuid not null,
  transaction_id uuid not null,
  line integer not null check (line > 0),
  -- credits: what the platform owes the tenant; cash: at the payment provider; the others are the platform's results.
  account text not null check (account in ('credits', 'cash', 'revenue', 'bonus', 'granted', 'expired', 'vat', 'receivable')),
  lot_id uuid,
  amount numeric(20, 6) not null check (amount <> 0), -- debit positive, credit negative
  primary key (tenant_id, transaction_id, line),
  foreign key (tenant_id, transaction_id) references scell.balance_transactions (tenant_id, id),
  foreign key (tenant_id, lot_id) references scell.credit_lots (tenant_id, id),
  constraint credits_are_in_lots check ((account = 'credits') = (lot_id is not null))
);
call scell.isolate('scell.balance_postings');
call scell.append_only('scell.balance_postings');
create index balance_postings_of_account on scell.balance_postings (tenant_id, account, transaction_id);
create index balance_postings_of_lot on scell.balance_postings (tenant_id, lot_id) where lot_id is not null;
grant select, insert on scell.balance_postings to scell_tenant;

-- What is yet to be told: a spender of one sub-tenant writes no event of the whole account, the job that follows does.
create table scell.balance_alerts (
  tenant_id uuid not null,
  id uuid not null,
  type text not null check (type in ('balance.low', 'balance.critical', 'balance.depleted', 'balance.reloaded', 'balance.expiring', 'balance.reload_failed')),
  data jsonb not null,
  created_at timestamptz not null,
  told_at timestamptz,
  primary key (tenant_id, id)
);
call scell.isolate('scell.balance_alerts');
create index balance_alerts_waiting on scell.balance_alerts (tenant_id, created_at, id) where told_at is null;
grant select, insert, update (told_at) on scell.balance_alerts to scell_tenant;

-- Prices of one tenant, from a day on; the price list of everybody is in the program.
create table scell.price_overrides (
  tenant_id uuid not null,
  id uuid not null,
  service text not null check (service in ('invoice', 'credit_note', 'signature')),
  price numeric(20, 6) check (price >= 0), -- null: the price list again
  effective_from timestamptz not null,
  reason text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
call scell.isolate('scell.price_overrides');
call scell.append_only('scell.price_overrides');
create index price_overrides_in_order on scell.price_overrides (tenant_id, service, effective_from, created_at);
grant select, insert on scell.price_overrides to scell_tenant;

-- What a tenant buys: credits, or the amount of a statement. Paid at the provider; the provider's word is held against this.
create table scell.purchases (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('top_up', 'pack', 'auto_reload', 'statement')),
  pack_slug text,
  document_id uuid, -- the statement that is paid
  label text not null,
  net numeric(20, 2) not null check (net > 0),
  tax numeric(20, 2) not null check (tax >= 0),
  total numeric(20, 2) not null,
  bonus numeric(20, 6) not null default 0 check (bonus >= 0),
  currency text not null default 'EUR' check (currency = 'EUR'),
  vat_category text check (vat_category in ('S', 'AE', 'O')),
  vat_rate numeric(5, 2),
  buyer jsonb,
  save_payment_method boolean not null default false,
  payment_intent text,
  status text not null default 'pending' check (status in ('pending', 'paid', 'failed', 'cancelled')),
  failure text,
  invoice_id uuid,
  invoice_number text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  paid_at timestamptz,
  primary key (tenant_id, id),
  constraint purchase_adds_up check (total = net + tax)
);
call scell.isolate('scell.purchases');
create unique index purchases_by_intent on scell.purchases (tenant_id, payment_intent) where payment_intent is not null;
-- Never two reloads at once.
create unique index purchases_one_reload on scell.purchases (tenant_id) where kind = 'auto_reload' and status = 'pending';
grant select, insert,
  update (payment_intent, status, failure, invoice_id, invoice_number, updated_at, paid_at) on scell.purchases to scell_tenant;

-- What the provider told us, by its own id: told twice, done once.
create table scell.payment_events (
  tenant_id uuid not null,
  id text not null check (length(id) between 1 and 255),
  type text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  primary key (tenant_id, id)
);
call scell.isolate('scell.payment_events');
call scell.append_only('scell.payment_events');
grant select, insert on scell.payment_events to scell_tenant;

-- What the tenant finds among its bills: the invoice of each purchase, and a statement a month.
create table scell.billing_documents (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('purchase', 'statement')),
  number text not null,
  period text not null check (period ~ '^\d{4}-\d{2}$'),
  purchase_id uuid,
  lines jsonb not null,
  usage jsonb not null,
  total_ht numeric(20, 2) not null,
  total_tax numeric(20, 2) not null,
  total_ttc numeric(20, 2) not null,
  status text not null check (status in ('open', 'paid')),
  issued_at timestamptz not null,
  due_date date,
  paid_at timestamptz,
  -- In the books of the platform's owner.
  invoice_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
call scell.isolate('scell.billing_documents');
create unique index billing_documents_statement on scell.billing_documents (tenant_id, period) where kind = 'statement';
create unique index billing_documents_purchase on scell.billing_documents (tenant_id, purchase_id) where purchase_id is not null;
create index billing_documents_in_order on scell.billing_documents (tenant_id, created_at desc, id desc);
grant select, insert, update (status, paid_at, invoice_id, number) on scell.billing_documents to scell_tenant;

-- What is for sale: the platform's list, of no tenant. Read and written through the gate only, in the live database.
create table scell.credit_packs (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 64),
  name text not null check (length(name) between 1 and 255),
  description text,
  price numeric(20, 2) not null check (price > 0),
  credits numeric(20, 2) not null check (credits >= price),
  position integer not null,
  is_active boolean not null default true,
  is_recommended boolean not null default false,
  stripe_product_id text,
  stripe_price_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
insert into scell.credit_packs (id, slug, name, description, price, credits, position, is_recommended, created_at, updated_at)
values ('0193af5a-0000-7000-8000-000000000001', 'starter', 'Starter', 'Pour commencer', 25, 27.5, 1, false, '2026-01-01Z', '2026-01-01Z'),
       ('0193af5a-0000-7000-8000-000000000002', 'pro', 'Pro', 'Pour un usage régulier', 100, 115, 2, true, '2026-01-01Z', '2026-01-01Z'),
       ('0193af5a-0000-7000-8000-000000000003', 'business', 'Business', 'Pour les gros volumes', 500, 600, 3, false, '2026-01-01Z', '2026-01-01Z');

alter table scell.invoices add column amount_charged numeric(20, 6);
create function scell.guard_charge() returns trigger language plpgsql as $$
begin
  raise exception 'invoice % is issued: what that cost cannot change', old.invoice_number
    using errcode = 'integrity_constraint_violation', constraint = 'invoice_immutable';
end
$$;
create trigger guard_charge before update of amount_charged on scell.invoices for each row
  when (old.invoice_number is not null and new.amount_charged is distinct from old.amount_charged) execute function scell.guard_charge();

-- The books keep themselves. The functions run as scell_gate, which alone may write a balance and what remains of a lot, and
-- sees the tenant of the transaction only.
grant create on schema gate to scell_gate;
create policy gate_keeps_books on scell.balances to scell_gate
  using (tenant_id = (select scell.current_tenant())) with check (tenant_id = (select scell.current_tenant()));
create policy gate_keeps_books on scell.credit_lots to scell_gate
  using (tenant_id = (select scell.current_tenant())) with check (tenant_id = (select scell.current_tenant()));
create policy gate_keeps_books on scell.balance_transactions for select to scell_gate using (tenant_id = (select scell.current_tenant()));
create policy gate_keeps_books on scell.balance_postings for select to scell_gate using (tenant_id = (select scell.current_tenant()));
grant select, update on scell.balances, scell.credit_lots to scell_gate;
grant select on scell.balance_transactions, scell.balance_postings to scell_gate;
grant select, insert, update on scell.credit_packs to scell_gate;

-- A transaction takes its place after the others of the balance, which stays locked until the end.
create function gate.place_transaction() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  placed record;
begin
  update scell.balances b set amount = b.amount + new.amount, transactions = b.transactions + 1, updated_at = new.created_at
  where b.tenant_id = new.tenant_id
  returning b.transactions, b.amount into placed;
  new.sequence := placed.transactions;
  new.balance_before := placed.amount - new.amount;
  new.balance_after := placed.amount;
  if placed.amount is null then
    raise exception 'there is no balance of this tenant' using errcode = 'integrity_constraint_violation', constraint = 'balance_of_transaction';
  end if;
  return new;
end
$$;
create trigger place_transaction before insert on scell.balance_transactions for each row execute function gate.place_transaction();

-- The postings of a transaction come together: they sum to zero, move the balance by what the transaction says, and fill or
-- empty lots.
create function gate.check_postings() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wrong uuid;
begin
  select n.transaction_id into wrong from new_postings n
    join scell.balance_transactions t on t.tenant_id = n.tenant_id and t.id = n.transaction_id
    group by n.tenant_id, n.transaction_id, t.amount
    having sum(n.amount) <> 0 or count(*) < 2
      or coalesce(sum(n.amount) filter (where n.account = 'credits'), 0) <> -t.amount
      or count(*) <> (select count(*) from scell.balance_postings p where p.tenant_id = n.tenant_id and p.transaction_id = n.transaction_id)
    limit 1;
  if found then
    raise exception 'the postings of transaction % do not balance', wrong using errcode = 'integrity_constraint_violation', constraint = 'books_balance';
  end if;
  update scell.credit_lots l set remaining = l.remaining - n.amount
  from (select tenant_id, lot_id, sum(amount) as amount from new_postings where lot_id is not null group by 1, 2) n
  where l.tenant_id = n.tenant_id and l.id = n.lot_id;
  return null;
end
$$;
create trigger check_postings after insert on scell.balance_postings
  referencing new table as new_postings for each statement execute function gate.check_postings();

create function gate.require_postings() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from scell.balance_postings p where p.tenant_id = new.tenant_id and p.transaction_id = new.id) then
    raise exception 'transaction % has no postings', new.id using errcode = 'integrity_constraint_violation', constraint = 'books_balance';
  end if;
  return null;
end
$$;
create constraint trigger require_postings after insert on scell.balance_transactions
  deferrable initially deferred for each row execute function gate.require_postings();

-- Spends credits for one subject, those that end first. Outcomes: `spent`; `short` (nothing done); `free` (a price of zero);
-- `unopened` (the tenant has no balance yet).
create function scell.spend(tenant uuid, transaction uuid, service_used text, list_price numeric, units integer, subject_type text,
                            subject uuid, sub_tenant uuid, said text, by_whom text, moment timestamptz)
returns table (outcome text, charged numeric, available numeric, after_amount numeric, level smallint, low numeric, critical numeric,
               reload_below numeric)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  b scell.balances;
  unit numeric(20, 6);
  cost numeric(20, 6);
  usable numeric(20, 6);
begin
  select * into b from scell.balances x where x.tenant_id = tenant for update;
  if not found then
    return query select 'unopened', 0::numeric, 0::numeric, 0::numeric, 0::smallint, 0::numeric, 0::numeric, null::numeric;
    return;
  end if;
  unit := coalesce((select o.price from scell.price_overrides o where o.tenant_id = tenant and o.service = service_used and o.effective_from <= moment
    order by o.effective_from desc, o.created_at desc, o.id desc limit 1), list_price);
  cost := unit * units;
  select coalesce(sum(l.remaining), 0) into usable from scell.credit_lots l
    where l.tenant_id = tenant and l.remaining > 0 and l.expires_at > moment;
  if cost = 0 then
    return query select 'free', cost, usable, b.amount, b.alert_level, b.low_threshold, b.critical_threshold, null::numeric;
    return;
  end if;
  if usable < cost then
    return query select 'short', cost, usable, b.amount, b.alert_level, b.low_threshold, b.critical_threshold, null::numeric;
    return;
  end if;
  insert into scell.balance_transactions (tenant_id, id, type, service, amount, description, reference_type, reference_id, quantity, unit_price,
                                          sub_tenant_id, actor, created_at)
  values (tenant, transaction, 'debit', service_used, -cost, said, subject_type, subject, units, unit, sub_tenant, by_whom, moment);
  insert into scell.balance_postings (tenant_id, transaction_id, line, account, lot_id, amount)
  select tenant, transaction, 1, 'revenue', null, -cost
  union all
  select tenant, transaction, (1 + row_number() over (order by o.expires_at, o.id))::integer, 'credits', o.id, least(o.remaining, cost - o.before)
  from (select l.id, l.expires_at, l.remaining, sum(l.remaining) over (order by l.expires_at, l.id) - l.remaining as before
        from scell.credit_lots l where l.tenant_id = tenant and l.remaining > 0 and l.expires_at > moment) o
  where o.before < cost;
  return query select 'spent', cost, usable, b.amount - cost, b.alert_level, b.low_threshold, b.critical_threshold,
    case when b.auto_reload_enabled then b.auto_reload_threshold end;
end
$$;
revoke all on function scell.spend(uuid, uuid, text, numeric, integer, text, uuid, uuid, text, text, timestamptz) from public;
grant execute on function scell.spend(uuid, uuid, text, numeric, integer, text, uuid, uuid, text, text, timestamptz) to scell_tenant;

-- Packs, for who shows them and for the admins of the platform.
create function gate.credit_packs() returns setof scell.credit_packs
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from scell.credit_packs where deleted_at is null order by position, slug
$$;
create function gate.write_credit_pack(pack json) returns setof scell.credit_packs
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into scell.credit_packs as p select * from json_populate_record(null::scell.credit_packs, pack)
  on conflict (id) do update set name = excluded.name, description = excluded.description, price = excluded.price, credits = excluded.credits,
    position = excluded.position, is_active = excluded.is_active, is_recommended = excluded.is_recommended,
    stripe_product_id = excluded.stripe_product_id, stripe_price_id = excluded.stripe_price_id,
    updated_at = excluded.updated_at, deleted_at = excluded.deleted_at
  returning *
$$;

do $$
declare
  f text;
begin
  foreach f in array array['gate.place_transaction()', 'gate.check_postings()', 'gate.require_postings()', 'gate.credit_packs()',
                           'gate.write_credit_pack(json)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to scell_gate', f);
  end loop;
end
$$;
grant execute on function gate.credit_packs(), gate.write_credit_pack(json) to scell_system;
revoke create on schema gate from scell_gate;
