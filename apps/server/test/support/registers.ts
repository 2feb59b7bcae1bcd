/** Registers of companies on real sockets of 127.0.0.1, with answers in the shape of the real ones. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRegister {
  url: string;
  /** What it answers: a body, a status with one, or a way to misbehave. */
  answer: unknown | { status: number; body: unknown } | 'silent' | 'drop' | 'garbage' | 'huge';
  /** Requests so far: `GET /search?q=…`, with the body of a POST. */
  asked: string[];
  close(): Promise<void>;
}

export async function startRegister(answer: unknown): Promise<FakeRegister> {
  const register: FakeRegister = { url: '', answer, asked: [], close: async () => {} };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    register.asked.push(`${request.method} ${request.url} ${Buffer.concat(parts)}`.trim());
    const { answer } = register;
    if (answer === 'silent') return;
    if (answer === 'drop') return void request.socket.destroy();
    if (answer === 'garbage') return void response.writeHead(200).end('<html>\xff');
    if (answer === 'huge') return void response.writeHead(200).end(Buffer.alloc(4_000_000, 0x20));
    const { status, body } =
      typeof answer === 'object' && answer !== null && 'status' in answer
        ? (answer as { status: number; body: unknown })
        : { status: 200, body: answer };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  register.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  register.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return register;
}

/** An answer of the search over SIRENE with one legal unit, whose head office is given. */
export function sireneAnswer(
  siege: Record<string, unknown>,
  unit: Record<string, unknown> = {},
  matching: Record<string, unknown>[] = [],
): unknown {
  return {
    results: [
      {
        siren: String(siege.siret).slice(0, 9),
        nom_complet: 'LA BOULANGERIE (LA BOULANGERIE)',
        nom_raison_sociale: 'LA BOULANGERIE',
        sigle: null,
        nombre_etablissements: 1,
        etat_administratif: 'A',
        nature_juridique: '5499',
        activite_principale: '10.71C',
        date_creation: '1998-03-02',
        date_fermeture: null,
        statut_diffusion: 'O',
        siege: {
          activite_principale: '10.71C',
          adresse: '12 BIS RUE DES MOULINS 59000 LILLE',
          code_pays_etranger: null,
          code_postal: '59000',
          commune: '59350',
          complement_adresse: null,
          date_creation: '2010-05-01',
          date_fermeture: null,
          est_siege: true,
          etat_administratif: 'A',
          indice_repetition: 'BIS',
          libelle_commune: 'LILLE',
          libelle_voie: 'DES MOULINS',
          liste_enseignes: ['AU BON PAIN'],
          nom_commercial: null,
          numero_voie: '12',
          statut_diffusion_etablissement: 'O',
          type_voie: 'RUE',
          ...siege,
        },
        matching_etablissements: matching,
        dirigeants: [],
        complements: { est_entrepreneur_individuel: false, est_association: false },
        ...unit,
      },
    ],
    total_results: 1,
    page: 1,
    per_page: 1,
    total_pages: 1,
  };
}
