-- Anchors: proofs of date made by services outside, of hashes the ledger names (docs/anchors.md).
--   anchors        what is to be proved, and by whom: never changed
--   anchor_states  how far that is
--   anchor_proofs  the files that prove it, each version kept: never changed. The bytes are in the content store.
create table scell.anchors (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  anchor_type text not null check (anchor_type in ('opentimestamps', 'rfc3161')),
  -- What the hash is the hash of: a closing.
  source_type text not null,
  source_id uuid not null,
  source_hash bytea not null check (octet_length(source_hash) = 32),
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
-- One anchor of a kind for one source: asking again changes nothing.
create unique index anchors_of_source on scell.anchors (tenant_id, source_id, source_type, anchor_type);
create index anchors_in_order on scell.anchors (tenant_id, created_at, id);
call scell.isolate('scell.anchors', 'sub_tenant');
call scell.append_only('scell.anchors');
grant select, insert on scell.anchors to scell_tenant;

create table scell.anchor_states (
  tenant_id uuid not null,
  anchor_id uuid not null,
  sub_tenant_id uuid,
  status text not null default 'submitted' check (status in ('submitted', 'pending', 'attested', 'confirmed', 'failed')),
  -- How often was tried in this status.
  attempts integer not null default 0,
  -- Grows at each change: whoever worked on what is no longer so throws his result away.
  revision integer not null default 0,
  problem text check (problem in ('unreachable', 'refused', 'unusable', 'contradicted', 'switched_off')),
  problem_detail text,
  provider text,
  reference text,
  -- The Bitcoin block, once a proof names one.
  block_height bigint,
  anchored_at timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, anchor_id),
  foreign key (tenant_id, anchor_id) references scell.anchors (tenant_id, id),
  -- Nothing is dated before it is proved.
  constraint anchored_when_confirmed check ((status = 'confirmed') = (anchored_at is not null))
);
call scell.isolate('scell.anchor_states', 'sub_tenant');
grant select, insert,
  update (status, attempts, revision, problem, problem_detail, provider, reference, block_height, anchored_at, updated_at)
  on scell.anchor_states to scell_tenant;

create table scell.anchor_proofs (
  tenant_id uuid not null,
  anchor_id uuid not null,
  -- 1 is the one that was given first; each later one says more.
  version integer not null check (version > 0),
  sub_tenant_id uuid,
  sha256 bytea not null check (octet_length(sha256) = 32),
  size integer not null,
  created_at timestamptz not null,
  primary key (tenant_id, anchor_id, version),
  foreign key (tenant_id, anchor_id) references scell.anchors (tenant_id, id)
);
call scell.isolate('scell.anchor_proofs', 'sub_tenant');
call scell.append_only('scell.anchor_proofs');
grant select, insert on scell.anchor_proofs to scell_tenant;
