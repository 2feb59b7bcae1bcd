import { type Dictionary, nameOf } from '../read/values.ts';
import type { Inspection } from './inspection.ts';

const ALLOWED = new Set(['GoTo', 'GoToR', 'GoToE', 'Thread', 'URI', 'Named', 'SubmitForm']);
const NAMED = new Set(['NextPage', 'PrevPage', 'FirstPage', 'LastPage']);

/** Actions and triggers of any dictionary against ISO 19005-3 §6.5 and §6.4.1. */
export function examineActions(inspection: Inspection, owner: Dictionary, object: number | null): void {
  const { file } = inspection;
  for (const key of ['A', 'OpenAction', 'Next', 'PA']) {
    const value = file.resolve(owner.get(key));
    for (const item of Array.isArray(value) ? value.map((entry) => file.resolve(entry)) : [value])
      if (item instanceof Map) examineAction(inspection, item, object);
  }
  const triggers = file.dictionary(owner.get('AA'));
  if (triggers === undefined) return;
  if (triggers.size === 0) owner.delete('AA');
  else inspection.refuse('action_trigger', nameOf(file.resolve(owner.get('Type'))) ?? 'AA', object);
}

/** Only a dictionary that has the S of an action: structure elements keep attributes under the same key. */
function examineAction(inspection: Inspection, action: Dictionary, object: number | null): void {
  const { file } = inspection;
  const kind = nameOf(file.resolve(action.get('S')));
  if (kind === undefined || action.has('O')) return;
  if (!ALLOWED.has(kind)) inspection.refuse('action_forbidden', kind, object);
  const name = nameOf(file.resolve(action.get('N')));
  if (kind === 'Named' && (name === undefined || !NAMED.has(name)))
    inspection.refuse('action_forbidden', `Named ${name ?? ''}`, object);
}
