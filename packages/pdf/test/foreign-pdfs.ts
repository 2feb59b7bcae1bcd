/** Small documents of foreign makers: each has one thing that PDF/A-3 forbids, or that can be mended. veraPDF judges the same ones in the oracles. */

import type { ChangeCode } from '../src/archive/changes.ts';
import type { ObstacleCode } from '../src/archive/obstacles.ts';
import { PdfDocument } from '../src/document.ts';
import { Font } from '../src/font.ts';
import { type Body, buildPdf, flate } from './build-pdf.ts';
import { interFile } from './fonts.ts';

interface Parts {
  catalog?: string;
  page?: string;
  resources?: string;
  content?: string;
  /** Objects from 10 on. */
  objects?: Record<number, Body>;
  trailer?: string;
}

/** A page with a grey square. */
export function foreignPdf({
  catalog = '',
  page = '',
  resources = '',
  content = '',
  objects = {},
  trailer = '',
}: Parts = {}): Uint8Array {
  return buildPdf(
    {
      1: `<</Type /Catalog /Pages 2 0 R ${catalog}>>`,
      2: '<</Type /Pages /Count 1 /Kids [3 0 R]>>',
      3: `<</Type /Page /Parent 2 0 R ${/MediaBox/.test(page) ? '' : '/MediaBox [0 0 200 200]'} /Contents 4 0 R /Resources <<${resources}>> ${page}>>`,
      4: flate('', `0.5 g 10 10 50 50 re f\n${content}`),
      ...objects,
    },
    { trailer },
  );
}

const image = (entries: string, data = '\0'.repeat(64)): Body =>
  flate(`/Type /XObject /Subtype /Image /Width 4 /Height 4 ${entries}`, data);
const annotation = (entries: string): Parts => ({
  page: `/Annots [<</Type /Annot /Rect [10 10 60 60] ${entries}>>]`,
});
const appearance = flate('/Type /XObject /Subtype /Form /BBox [0 0 50 50] /Resources <<>>', '0 0 50 50 re f');
const form = (entries: string, content: string): Body =>
  flate(`/Type /XObject /Subtype /Form /BBox [0 0 50 50] ${entries}`, content);
const tint = '<</FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0] /C1 [1 0 0]>>';

/** A document of this package's writer, whose dictionaries are plain text: same length, so that every offset stays right. */
export function writtenPdf(from: RegExp | string = '', to = ''): Uint8Array {
  const document = new PdfDocument({
    title: 'T',
    author: 'A',
    language: 'fr-FR',
    creator: 'test',
    creationDate: '2026-05-06T10:00:00+02:00',
    id: 'x',
  });
  const font = new Font(interFile('regular'));
  document
    .addPage({ width: 200, height: 200 })
    .text('Total 12,50', 20, 20, { font, size: 10, color: [0, 0, 0] });
  const text = Buffer.from(document.toBytes()).toString('latin1');
  const changed = text.replace(from, (found) => to.padEnd(found.length));
  if (changed.length !== text.length || (from !== '' && changed === text))
    throw new Error(`cannot patch ${from}`);
  return Buffer.from(changed, 'latin1');
}

/** Why each is refused. */
export const refusedPdfs: Readonly<Record<string, { pdf: Uint8Array; code: ObstacleCode }>> = {
  'a script at opening': {
    pdf: foreignPdf({ catalog: '/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>' }),
    code: 'action_forbidden',
  },
  'named scripts': {
    pdf: foreignPdf({ catalog: '/Names <</JavaScript <</Names [(a) <</S /JavaScript /JS (1)>>]>>>>' }),
    code: 'action_forbidden',
  },
  'a link that starts a program': {
    pdf: foreignPdf(annotation('/Subtype /Link /F 4 /A <</S /Launch /F (x.exe)>>')),
    code: 'action_forbidden',
  },
  'a page with triggers': {
    pdf: foreignPdf({ page: '/AA <</O <</S /GoTo /D [3 0 R /Fit]>>>>' }),
    code: 'action_trigger',
  },
  'a dynamic form': {
    pdf: foreignPdf({ catalog: '/AcroForm <</Fields [] /XFA (x)>>' }),
    code: 'form_dynamic',
  },
  'a signature': {
    pdf: foreignPdf({
      catalog: '/AcroForm <</SigFlags 3 /Fields [10 0 R]>>',
      page: '/Annots [10 0 R]',
      objects: {
        10: '<</Type /Annot /Subtype /Widget /FT /Sig /T (s) /F 132 /Rect [0 0 0 0] /V <</Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <00>>>>>',
      },
    }),
    code: 'signed',
  },
  DeviceCMYK: { pdf: foreignPdf({ content: '0 0 0 1 k 0 0 5 5 re f' }), code: 'device_colour' },
  'an image in DeviceCMYK': {
    pdf: foreignPdf({
      resources: '/XObject <</I 10 0 R>>',
      content: '/I Do',
      objects: { 10: image('/ColorSpace /DeviceCMYK /BitsPerComponent 8') },
    }),
    code: 'device_colour',
  },
  'a broken colour profile': {
    pdf: foreignPdf({
      resources: '/ColorSpace <</C [/ICCBased 10 0 R]>>',
      content: '/C cs 0 0 0 sc 0 0 5 5 re f',
      objects: { 10: flate('/N 3', 'no profile') },
    }),
    code: 'icc_profile',
  },
  'a spot colour of two looks': {
    pdf: foreignPdf({
      resources: `/ColorSpace <</A [/Separation /Gold /DeviceRGB ${tint}] /B [/Separation /Gold /DeviceRGB ${tint.replace('1 0 0', '0 1 0')}]>>`,
      content: '/A cs 1 scn 0 0 5 5 re f /B cs 1 scn 0 0 5 5 re f',
    }),
    code: 'spot_colour',
  },
  'a colorant that is not UTF-8': {
    pdf: foreignPdf({
      resources: `/ColorSpace <</A [/Separation /G#ffld /DeviceRGB ${tint}]>>`,
      content: '/A cs 1 scn 0 0 5 5 re f',
    }),
    code: 'name_not_utf8',
  },
  'a transfer function': {
    pdf: foreignPdf({ resources: '/ExtGState <</G <</TR /Identity>>>>', content: '/G gs' }),
    code: 'transfer_function',
  },
  'a halftone by name': {
    pdf: foreignPdf({
      resources:
        '/ExtGState <</G <</HT <</Type /Halftone /HalftoneType 1 /HalftoneName (x) /Frequency 60 /Angle 45 /SpotFunction /Round>>>>>>',
      content: '/G gs',
    }),
    code: 'halftone',
  },
  'a rendering intent of its own': { pdf: foreignPdf({ content: '/Bright ri' }), code: 'rendering_intent' },
  'a blend mode of its own': {
    pdf: foreignPdf({ resources: '/ExtGState <</G <</BM /Sparkle>>>>', content: '/G gs 0 0 5 5 re f' }),
    code: 'blend_mode',
  },
  'an image of three bits': {
    pdf: foreignPdf({
      resources: '/XObject <</I 10 0 R>>',
      content: '/I Do',
      objects: { 10: image('/ColorSpace /DeviceGray /BitsPerComponent 3') },
    }),
    code: 'image',
  },
  PostScript: {
    pdf: foreignPdf({
      resources: '/XObject <</P 10 0 R>>',
      content: '/P Do',
      objects: { 10: flate('/Type /XObject /Subtype /PS', 'showpage') },
    }),
    code: 'postscript',
  },
  'a page of another file': {
    pdf: foreignPdf({
      resources: '/XObject <</F 10 0 R>>',
      content: '/F Do',
      objects: { 10: form('/Resources <<>> /Ref <</F (other.pdf) /Page 0>>', '0 0 5 5 re f') },
    }),
    code: 'reference_xobject',
  },
  'data in another file': {
    pdf: foreignPdf({
      resources: '/XObject <</I 10 0 R>>',
      content: '/I Do',
      objects: { 10: image('/ColorSpace /DeviceGray /BitsPerComponent 8 /F (pixels.raw)') },
    }),
    code: 'external_stream',
  },
  'an unknown operator': { pdf: foreignPdf({ content: '1 2 zz' }), code: 'operator_unknown' },
  'a reference in content': { pdf: foreignPdf({ content: '10 10 3 0 R m' }), code: 'operator_unknown' },
  'a string that never ends': { pdf: foreignPdf({ content: 'BT (Total' }), code: 'content_damaged' },
  'an odd hexadecimal string': {
    pdf: foreignPdf({ content: 'BT <414> Tj ET' }),
    code: 'hexadecimal_string',
  },
  'graphics states nested too deep': {
    pdf: foreignPdf({ content: `${'q '.repeat(29)}${'Q '.repeat(29)}` }),
    code: 'limit_exceeded',
  },
  'a page of two points': { pdf: foreignPdf({ page: '/MediaBox [0 0 2 2]' }), code: 'page_size' },
  'a standard font': {
    pdf: foreignPdf({
      resources: '/Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>',
      content: 'BT /F 12 Tf 10 100 Td (Total) Tj ET',
    }),
    code: 'font_not_embedded',
  },
  'wrong widths': { pdf: writtenPdf(/\/W \[\d+ \[\d+ \d+ \d+ \d+/, '/W [0 [1 2 3 4'), code: 'font_widths' },
  'a video': { pdf: foreignPdf(annotation('/Subtype /Movie /F 4')), code: 'annotation_forbidden' },
  'a hidden note': {
    pdf: foreignPdf(annotation('/Subtype /Square /F 2 /AP <<>>')),
    code: 'annotation_hidden',
  },
  'a note without appearance': {
    pdf: foreignPdf(annotation('/Subtype /Square /F 4')),
    code: 'annotation_appearance',
  },
  'layers that switch themselves': {
    pdf: foreignPdf({
      catalog:
        '/OCProperties <</OCGs [10 0 R] /D <</Name (n) /AS [<</Event /View /Category [/View] /OCGs [10 0 R]>>]>>>>',
      objects: { 10: '<</Type /OCG /Name (l)>>' },
    }),
    code: 'optional_content',
  },
  'a presentation': { pdf: foreignPdf({ page: '/PresSteps <<>>' }), code: 'presentation' },
  'demands on the viewer': {
    pdf: foreignPdf({ catalog: '/Requirements [<</Type /Requirement /S /EnableJavaScripts>>]' }),
    code: 'requirements',
  },
};

/** What is mended in each. */
export const mendedPdfs: Readonly<Record<string, { pdf: Uint8Array; change: ChangeCode }>> = {
  'a plain page': { pdf: foreignPdf(), change: 'output_intent' },
  'resources higher up': {
    pdf: buildPdf({
      1: '<</Type /Catalog /Pages 2 0 R>>',
      2: '<</Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 90 90] /Resources <</ExtGState <</G <</CA 0.5>>>>>>>>',
      3: '<</Type /Page /Parent 2 0 R /Contents 4 0 R>>',
      4: flate('', '/G gs 0 0 5 5 re S'),
    }),
    change: 'resources',
  },
  'a form that borrows resources': {
    pdf: foreignPdf({
      resources: '/XObject <</F 10 0 R>> /ExtGState <</G <</CA 0.5>>>>',
      content: '/F Do',
      objects: { 10: form('', '/G gs 0 0 5 5 re S') },
    }),
    change: 'resources',
  },
  'a smoothed image': {
    pdf: foreignPdf({
      resources: '/XObject <</I 10 0 R>>',
      content: '/I Do',
      objects: { 10: image('/ColorSpace /DeviceGray /BitsPerComponent 8 /Interpolate true') },
    }),
    change: 'interpolation',
  },
  LZW: {
    pdf: foreignPdf({
      resources: '/XObject <</I 10 0 R>>',
      content: '/I Do',
      // 256, 65, 258, 257 of nine bits: three A's.
      objects: {
        10: {
          entries:
            '/Type /XObject /Subtype /Image /Width 3 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /LZWDecode',
          data: Uint8Array.of(0x80, 0x10, 0x60, 0x50, 0x10),
        },
      },
    }),
    change: 'lzw',
  },
  'a note that is not printed': {
    pdf: foreignPdf({
      ...annotation('/Subtype /Square /F 0 /AP <</N 10 0 R>>'),
      objects: { 10: appearance },
    }),
    change: 'annotation_flags',
  },
  'a note that lights up': {
    pdf: foreignPdf({
      ...annotation('/Subtype /Square /F 4 /AP <</N 10 0 R /R 10 0 R>>'),
      objects: { 10: appearance },
    }),
    change: 'annotation_appearances',
  },
  'a form that viewers redraw': {
    pdf: foreignPdf({ catalog: '/AcroForm <</Fields [] /NeedAppearances true>>' }),
    change: 'form_appearances',
  },
  'layers without a name': {
    pdf: foreignPdf({
      catalog: '/OCProperties <</OCGs [10 0 R] /D <</Order []>>>>',
      objects: { 10: '<</Type /OCG /Name (l)>>' },
    }),
    change: 'layers',
  },
  'an attachment of PDF 1.4': {
    pdf: foreignPdf({
      catalog: '/Names <</EmbeddedFiles <</Names [(terms.txt) 10 0 R]>>>>',
      objects: { 10: '<</F (terms.txt) /EF <</F 11 0 R>>>>', 11: flate('/Type /EmbeddedFile', 'terms') },
    }),
    change: 'attachments',
  },
  'metadata of a part': {
    pdf: foreignPdf({
      page: '/Metadata 10 0 R',
      objects: { 10: { entries: '/Type /Metadata /Subtype /XML', data: '<broken' } },
    }),
    change: 'part_metadata',
  },
};
