-- What callers asked for in a minute, counted by all processes together. Nobody's rows: a caller is a key or an address. Lost with a
-- crash of the server, which costs a minute's counts.
create unlogged table scell.request_counts (
  minute bigint not null,
  caller text not null,
  requests integer not null check (requests > 0),
  primary key (minute, caller)
);
alter table scell.request_counts enable row level security;
alter table scell.request_counts force row level security;
create policy gate_reads on scell.request_counts to scell_gate using (true) with check (true);
grant select, insert, update, delete on scell.request_counts to scell_gate;
grant create on schema gate to scell_gate;

-- Adds to counts of a minute; answers what all processes counted of the same callers. Earlier minutes go.
create function gate.count_requests(this_minute bigint, callers text[], counts integer[])
returns table (caller text, requests integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from scell.request_counts past where (past.minute, past.caller) in (
    select old.minute, old.caller from scell.request_counts old where old.minute < this_minute - 1 for update skip locked);
  return query
    insert into scell.request_counts as c (minute, caller, requests)
      select this_minute, n.name, n.count from unnest(callers, counts) as n (name, count) order by n.name
    on conflict on constraint request_counts_pkey do update set requests = c.requests + excluded.requests
    returning c.caller, c.requests;
end
$$;
alter function gate.count_requests(bigint, text[], integer[]) owner to scell_gate;
revoke all on function gate.count_requests(bigint, text[], integer[]) from public;
grant execute on function gate.count_requests(bigint, text[], integer[]) to scell_system;
revoke create on schema gate from scell_gate;
