// The few members of the peers that the benches call. Declared here because bench/ is installed apart (its own lock file), while
// the whole repository is type-checked without it.

declare module '@stackforge-eu/factur-x' {
  export function buildXml(input: object, profile: string): string;
  export function embedFacturX(options: {
    pdf: Uint8Array;
    xml?: string;
    input?: object;
    profile: string;
    rgbIccProfile?: Uint8Array;
    unembeddedFonts?: 'warn' | 'throw' | 'ignore';
  }): Promise<{ pdf: Uint8Array }>;
  export const Profile: { EN16931: string };
}

declare module '@e-invoice-eu/core' {
  interface FileInfo {
    buffer: Uint8Array;
    filename: string;
    mimetype: string;
  }
  type Log = (message: string) => void;
  export class InvoiceService {
    constructor(logger: { log: Log; warn: Log; error: Log });
    generate(
      invoice: object,
      options: { format: string; lang: string; pdf?: FileInfo; noWarnings?: boolean },
    ): Promise<string | Uint8Array>;
  }
}

declare module 'node-zugferd' {
  export function zugferd(options: { profile: object; strict?: boolean; logger?: { disabled: boolean } }): {
    create(data: object): {
      toXML(): Promise<string>;
      embedInPdf(pdf: Uint8Array, options: { metadata: { title: string } }): Promise<Uint8Array>;
    };
  };
}

declare module 'node-zugferd/profile/en16931' {
  export const EN16931: object;
}

declare module 'pdfkit' {
  export default class PDFDocument {
    constructor(options: {
      size: string;
      margin: number;
      pdfVersion: string;
      subset?: string;
      tagged?: boolean;
      font?: string;
      info: Record<string, string | Date>;
    });
    y: number;
    font(path: string): this;
    fontSize(size: number): this;
    text(
      text: string,
      x: number,
      y: number,
      options?: { width?: number; align?: 'right'; lineBreak?: boolean },
    ): this;
    file(
      bytes: Uint8Array,
      options: {
        name: string;
        type: string;
        relationship: string;
        description: string;
        creationDate: Date;
        modifiedDate: Date;
      },
    ): this;
    addPage(): this;
    on(event: 'data', listener: (chunk: Uint8Array) => void): this;
    on(event: 'end', listener: () => void): this;
    end(): void;
  }
}

declare module 'saxon-js' {
  interface ReportNode {
    localName?: string | null;
    childNodes?: ArrayLike<ReportNode>;
    getAttribute?(name: string): string | null;
  }
  const SaxonJS: {
    getResource(options: { text: string; type: 'xml' }): Promise<object>;
    transform(options: {
      stylesheetInternal: object;
      sourceNode: object;
      destination: 'document';
      logLevel: number;
    }): { principalResult: ReportNode };
  };

  export type { ReportNode };
  export default SaxonJS;
}
