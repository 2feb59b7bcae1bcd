-- How far the clocks of sandbox accounts are ahead of the world's. Forward only: what was recorded at a moment stays before what comes.
create table scell.sandbox_clocks (
  tenant_id uuid primary key,
  ahead_ms bigint not null check (ahead_ms between 0 and 315576000000), -- ten years
  moved_at timestamptz not null
);
call scell.isolate('scell.sandbox_clocks');
create policy gate_reads on scell.sandbox_clocks for select to scell_gate using (true);
grant select, insert, update (ahead_ms, moved_at) on scell.sandbox_clocks to scell_tenant;
grant select on scell.sandbox_clocks to scell_gate;

create function scell.move_clock() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.ahead_ms < old.ahead_ms then
    raise exception 'a clock moves forward only' using errcode = 'integrity_constraint_violation', constraint = 'sandbox_clock';
  end if;
  perform pg_notify('scell_clocks', new.tenant_id::text);
  return new;
end
$$;
create trigger move_clock after insert or update on scell.sandbox_clocks for each row execute function scell.move_clock();

grant create on schema gate to scell_gate;
create function gate.sandbox_clocks() returns table (tenant_id uuid, ahead_ms bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.tenant_id, c.ahead_ms from scell.sandbox_clocks c
$$;
alter function gate.sandbox_clocks() owner to scell_gate;
revoke all on function gate.sandbox_clocks() from public;
grant execute on function gate.sandbox_clocks() to scell_system;

-- Timers are due by the clock of their tenant, and come in the order in which they are due.
create or replace function gate.claim_timers(moment timestamptz, lease interval, most integer)
returns table (tenant_id uuid, kind text, subject_id uuid, attempts integer)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with clocks as (
    select c.tenant_id, moment + c.ahead_ms * interval '1 millisecond' as now from scell.sandbox_clocks c where c.ahead_ms > 0
  ), of_the_world as materialized (
    select d.tenant_id, d.kind, d.subject_id, d.due_at from scell.timers d where d.due_at <= moment
    order by d.due_at limit most for update skip locked
  ), of_clocks as materialized (
    select d.tenant_id, d.kind, d.subject_id, d.due_at from clocks c
    join scell.timers d on d.tenant_id = c.tenant_id and d.due_at > moment and d.due_at <= c.now
    order by d.due_at limit most for update of d skip locked
  ), due as (
    select * from of_the_world union all select * from of_clocks order by due_at limit most
  ), claimed as (
    update scell.timers t
    set due_at = coalesce((select c.now from clocks c where c.tenant_id = t.tenant_id), moment) + lease, attempts = t.attempts + 1
    from due where t.tenant_id = due.tenant_id and t.kind = due.kind and t.subject_id = due.subject_id
    returning t.tenant_id, t.kind, t.subject_id, t.attempts, due.due_at as was_due
  )
  select c.tenant_id, c.kind, c.subject_id, c.attempts from claimed c order by c.was_due
$$;
revoke create on schema gate from scell_gate;
