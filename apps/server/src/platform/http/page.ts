import type { Language } from '@scell/contract';
import type { Services } from '../services.ts';

/** What is asked of a page. */
export interface PageRequest {
  services: Services;
  /** The one `?lang=` names, else that of `Accept-Language`. */
  language: Language;
  params: Readonly<Record<string, string>>;
}

export interface PageReply {
  status: number;
  mediaType: string;
  text: string;
  headers: Readonly<Record<string, string>>;
}

/** Something people read with a browser, outside the operations of the contract. Anybody may. */
export interface Page {
  /** Path with `:name` parameters. */
  path: `/${string}`;
  answer(request: PageRequest): PageReply | Promise<PageReply>;
}
