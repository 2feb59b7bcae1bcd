import type { SandboxMail, SandboxMailMessage } from '@scell/contract';
import { moment } from '../../platform/http/present.ts';
import type { Mail } from '../../platform/mail/mailer.ts';
import type { MailRow } from './store.ts';

export function presentMail(row: MailRow): SandboxMail {
  return {
    id: row.id,
    sub_tenant_id: row.sub_tenant_id,
    subject_type: row.subject_type,
    subject_id: row.subject_id,
    to: row.recipient,
    status: row.status,
    attempts: row.attempts,
    last_error: row.last_error,
    created_at: moment(row.created_at),
    sent_at: row.sent_at === null ? null : moment(row.sent_at),
  };
}

export function presentMessage({ subject, text, html, attachments = [] }: Mail): SandboxMailMessage {
  return {
    subject,
    text,
    html: html ?? null,
    attachments: attachments.map(({ filename, contentType, content }) => ({
      filename,
      content_type: contentType,
      size: content.length,
      content: content.toString('base64'),
    })),
  };
}
