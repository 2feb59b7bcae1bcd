import type { Paper } from '@scell/pdf';
import { frenchMoment } from '../french.ts';
import type { Installation } from '../installation.ts';
import { SOFTWARE_NAME } from '../software.ts';
import { MEASURES } from './measures.ts';
import { holderRows, lawBlocks, softwareRows } from './shared-blocks.ts';
import { TEMPLATES } from './template.ts';

/** Each requirement, what is done about it, where that is proven, and how it stands in this installation. */
export function measuresRegister(installation: Installation): Paper {
  const { facts, holder, release, environment, now } = installation;
  const { title, version } = TEMPLATES.register;
  return {
    title,
    subtitle:
      'Exigences de l’article 286, I, 3° bis du CGI et mesures qui y répondent dans cette installation',
    identity: `${SOFTWARE_NAME} ${release.version} · ${title.toLowerCase()} · modèle ${version} · ${holder.company?.name ?? holder.name}\nÉtat relevé le ${frenchMoment(now)}`,
    blocks: [
      {
        kind: 'facts',
        rows: [
          ...softwareRows(release),
          ['Environnement', environment === 'production' ? 'production' : 'bac à sable (essais)'],
          ...holderRows(holder),
          ['État relevé le', frenchMoment(now)],
        ],
      },
      {
        kind: 'notice',
        tone: 'plain',
        title: 'Comment lire ce registre',
        paragraphs: [
          'Les paragraphes cités sont ceux du BOI-TVA-DECLA-30-10-30 ; « LNE » renvoie au référentiel de certification du LNE, révision 1.7, qui sert ici de repère sans qu’aucune certification soit revendiquée. La colonne « État ici » est relevée dans les données de l’installation au moment de l’édition.',
        ],
      },
      ...MEASURES.flatMap(({ condition, measures }) => [
        { kind: 'heading', level: 1, text: condition } as const,
        {
          kind: 'table',
          columns: [
            { head: 'Texte', share: 15 },
            { head: 'Exigence', share: 22 },
            { head: 'Mesure', share: 34 },
            { head: 'Où le constater', share: 20 },
            { head: 'État ici', share: 19 },
          ],
          rows: measures.map(({ reference, requirement, measure, proof, state }) => [
            reference,
            requirement,
            measure,
            proof,
            state(facts, installation),
          ]),
        } as const,
      ]),
      ...lawBlocks('Ce que la loi demande, et ce qu’elle ne demande pas'),
    ],
  };
}
