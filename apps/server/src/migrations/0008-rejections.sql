-- A draft that the rules refuse at its submission is 'rejected': no number, no document, and it may be changed like a draft.
-- An invoice that is issued may be 'rejected' too, by who receives it: that one has its number and stays as it is.
alter table scell.invoices
  add column rejected_at timestamptz,
  add column rejection_reason text,
  drop constraint invoice_number_is_of_issue,
  -- A number of ours is had by issuing and in no other way; one of a received invoice is its seller's.
  add constraint invoice_number_is_of_issue check (
    direction = 'incoming' or (
      (invoice_number is null) = (validated_at is null)
      and case status when 'draft' then invoice_number is null when 'rejected' then true else invoice_number is not null end)),
  add constraint invoice_rejection_is_dated check (status <> 'rejected' or rejected_at is not null);

create or replace function scell.guard_invoice() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'invoices are never deleted' using errcode = 'integrity_constraint_violation', constraint = 'invoice_immutable';
  end if;
  -- What has no number yet is a draft, rejected or not; what was received is not ours to change.
  if (old.direction = 'incoming' or old.invoice_number is not null) and (
       new.status = 'draft' or
       (new.content, new.issue_date, new.due_date, new.currency, new.total_ht, new.total_tax, new.total_ttc, new.invoice_number,
        new.company_id, new.sub_tenant_id, new.direction, new.output_format, new.buyer_id, new.buyer_name, new.buyer_siret,
        new.seller_siret, new.validated_at, new.input, new.external_id, new.fingerprint, new.api_key_id,
        new.checked_by)
       is distinct from
       (old.content, old.issue_date, old.due_date, old.currency, old.total_ht, old.total_tax, old.total_ttc, old.invoice_number,
        old.company_id, old.sub_tenant_id, old.direction, old.output_format, old.buyer_id, old.buyer_name, old.buyer_siret,
        old.seller_siret, old.validated_at, old.input, old.external_id, old.fingerprint, old.api_key_id,
        old.checked_by)) then
    raise exception 'invoice % is issued: what it says cannot change', old.invoice_number
      using errcode = 'integrity_constraint_violation', constraint = 'invoice_immutable';
  end if;
  if new.id <> old.id or new.tenant_id <> old.tenant_id or new.draft_number <> old.draft_number or new.created_at <> old.created_at then
    raise exception 'the identity of an invoice cannot change' using errcode = 'integrity_constraint_violation', constraint = 'invoice_immutable';
  end if;
  return new;
end
$$;

-- The agreement of invoice and document is looked at when a number is given, whatever the status was.
drop trigger require_issue_of_new on scell.invoices;
drop trigger require_issue on scell.invoices;
create constraint trigger require_issue_of_new after insert on scell.invoices deferrable initially deferred
  for each row when (new.direction = 'outgoing' and new.invoice_number is not null) execute function scell.require_issue();
create constraint trigger require_issue after update on scell.invoices deferrable initially deferred
  for each row when (new.direction = 'outgoing' and old.invoice_number is null and new.invoice_number is not null)
  execute function scell.require_issue();
