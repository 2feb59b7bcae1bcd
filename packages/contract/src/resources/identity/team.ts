import { z } from 'zod';
import { email, uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { messageOnly, written } from '../envelopes.ts';
import { invitation, languageChoice, member, role } from './people.ts';

const common = { tag: 'Team', auth: 'session', surface: 'tenant', scopes: [] } as const;
const done = { 200: { description: { fr: 'C’est fait.', en: 'Done.' }, schema: messageOnly } } as const;

export const listMembers = operation({
  ...common,
  id: 'listMembers',
  method: 'GET',
  path: '/auth/members',
  summary: { fr: 'Lister les membres du compte', en: 'List the members of the account' },
  responses: {
    200: {
      description: { fr: 'Les membres.', en: 'The members.' },
      schema: z.object({ data: z.array(member) }),
    },
  },
  errors: ['TENANT_NOT_FOUND'],
});

export const updateMember = operation({
  ...common,
  id: 'updateMember',
  method: 'PATCH',
  alternateMethods: ['PUT'],
  path: '/auth/members/{user}',
  summary: { fr: 'Changer le rôle d’un membre', en: 'Change the role of a member' },
  description: {
    fr: 'Pour les propriétaires et les administrateurs ; seul un propriétaire fait ou défait un propriétaire.',
    en: 'For owners and admins; only an owner makes or unmakes an owner.',
  },
  params: z.object({ user: uuid }),
  body: z.object({ role }).meta({ id: 'MemberUpdate' }),
  examples: { accountant: { role: 'accountant' } },
  responses: { 200: { description: { fr: 'Le membre.', en: 'The member.' }, schema: written(member) } },
  errors: ['NOT_FOUND', 'FORBIDDEN_ROLE', 'LAST_OWNER', 'TENANT_NOT_FOUND'],
});

export const removeMember = operation({
  ...common,
  id: 'removeMember',
  method: 'DELETE',
  path: '/auth/members/{user}',
  summary: { fr: 'Retirer un membre, ou quitter le compte', en: 'Remove a member, or leave the account' },
  params: z.object({ user: uuid }),
  responses: done,
  errors: ['NOT_FOUND', 'FORBIDDEN_ROLE', 'LAST_OWNER', 'TENANT_NOT_FOUND'],
});

export const listInvitations = operation({
  ...common,
  id: 'listInvitations',
  method: 'GET',
  path: '/auth/invitations',
  summary: { fr: 'Lister les invitations en attente', en: 'List the invitations that wait' },
  responses: {
    200: {
      description: { fr: 'Les invitations.', en: 'The invitations.' },
      schema: z.object({ data: z.array(invitation) }),
    },
  },
  errors: ['FORBIDDEN_ROLE', 'TENANT_NOT_FOUND'],
});

export const invite = operation({
  ...common,
  id: 'invite',
  method: 'POST',
  path: '/auth/invitations',
  summary: { fr: 'Inviter quelqu’un', en: 'Invite somebody' },
  description: {
    fr: 'Un courriel porte un lien valable une fois, sept jours. Inviter de nouveau la même adresse remplace l’invitation.',
    en: 'A mail brings a link that is good once, for seven days. To invite the same address again replaces the invitation.',
  },
  body: z.object({ email, role, language: languageChoice.optional() }).meta({ id: 'InvitationCreate' }),
  examples: { accountant: { email: 'ada@acme.example', role: 'accountant' } },
  responses: {
    201: { description: { fr: 'L’invitation.', en: 'The invitation.' }, schema: written(invitation) },
  },
  errors: ['FORBIDDEN_ROLE', 'TENANT_NOT_FOUND'],
});

export const revokeInvitation = operation({
  ...common,
  id: 'revokeInvitation',
  method: 'DELETE',
  path: '/auth/invitations/{invitation}',
  summary: { fr: 'Retirer une invitation', en: 'Take an invitation back' },
  params: z.object({ invitation: uuid }),
  responses: done,
  errors: ['NOT_FOUND', 'FORBIDDEN_ROLE', 'TENANT_NOT_FOUND'],
});

export const teamOperations = [
  listMembers,
  updateMember,
  removeMember,
  listInvitations,
  invite,
  revokeInvitation,
] as const;
