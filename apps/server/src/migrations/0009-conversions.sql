-- Documents converted for a caller, until the link to them expires. The bytes are content of their own under this id, which goes
-- with the row.
create table scell.conversions (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  filename text not null,
  media_type text not null check (media_type in ('application/xml', 'application/pdf')),
  sha256 bytea not null check (octet_length(sha256) = 32),
  size integer not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
call scell.isolate('scell.conversions', 'sub_tenant');
grant select, insert, delete on scell.conversions to scell_tenant;
