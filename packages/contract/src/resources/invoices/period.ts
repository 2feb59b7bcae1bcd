import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { withRules } from '../../field.ts';
import { date } from '../../fields/dates.ts';

/** The days an invoice or a line is about (BG-14, BG-26): at least one bound. */
export const period = withRules(
  aliased(z.object({ start: date.optional(), end: date.optional() }), {
    start: ['start_date'],
    end: ['end_date'],
  }),
  ({ start, end }, refuseField) => {
    if (start === undefined && end === undefined)
      refuseField(['start'], {
        fr: 'une période a un début ou une fin (EN 16931 BR-CO-19).',
        en: 'a period has a start or an end (EN 16931 BR-CO-19).',
      });
    if (start !== undefined && end !== undefined && end < start)
      refuseField(['end'], {
        fr: 'la fin de la période ne peut pas précéder son début (EN 16931 BR-29).',
        en: 'the end of the period cannot precede its start (EN 16931 BR-29).',
      });
  },
).meta({ id: 'PeriodInput' });
