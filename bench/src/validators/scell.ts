import { readXml } from '@scell/syntax';
import { validate } from '@scell/validation';
import { timed, type Validator } from './validator.ts';

export const scell: Validator = {
  name: 'scell',
  async judge({ bytes }) {
    const { result, took } = await timed(() => validate(readXml(bytes), ['en16931', 'br-fr']));
    return { fired: result.flatMap(({ rule, hits }) => hits.map(() => rule)), took };
  },
  async stop() {},
};
