-- The file an invoice was made from or belongs to, kept as it came: one of the files of the invoice, never changed.
-- It is made by who sent it: `made_by` names the caller.
alter table scell.files
  add column media_type text,
  add column filename text,
  drop constraint files_kind_check,
  add constraint files_kind_check check (kind in ('facturx', 'cii', 'ubl', 'original')),
  -- Of the files we make, the kind says both.
  add constraint files_of_callers_are_described
    check ((kind = 'original') = (media_type is not null) and (kind = 'original') = (filename is not null));
