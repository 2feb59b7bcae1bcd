import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { jpegFile, objectStream, pdfFile, pngFile, zipFile } from '../../../test/support/files.ts';
import { inspectFile } from './inspect-file.ts';

const ALL = ['pdf', 'png', 'jpeg'] as const;
const look = (bytes: Uint8Array | string) => inspectFile(Buffer.from(bytes), ALL);
const mediaType = (bytes: Uint8Array) => (look(bytes) as { mediaType?: string }).mediaType;

test('knows what is taken by its bytes', () => {
  expect(mediaType(pdfFile())).toBe('application/pdf');
  expect(mediaType(pdfFile({ extra: objectStream('1 0 << /Type /Page >>') }))).toBe('application/pdf');
  expect(mediaType(pngFile())).toBe('image/png');
  expect(mediaType(pngFile(3, 1, [['tEXt', Buffer.from('Title\0x')]]))).toBe('image/png');
  expect(mediaType(jpegFile())).toBe('image/jpeg');
  // What cameras add of their own.
  expect(mediaType(jpegFile(jpegFile()))).toBe('image/jpeg');
  expect(mediaType(jpegFile('SEFT\0\0\0'))).toBe('image/jpeg');
  expect(inspectFile(pdfFile(), ['png', 'jpeg'])).toMatchObject({
    refused: { en: expect.stringContaining('PNG, JPEG') },
  });
});

const zip = zipFile();
describe.each<[string, Uint8Array | string]>([
  ['nothing', ''],
  ['a picture that is a program', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['a page', '<!doctype html><script>alert(1)</script>'],
  ['an archive', zip],
  ['a program', 'MZ\x90\0'],
  ['a GIF', 'GIF89a\x01\0\x01\0'],
  ['a PDF after something', ` ${pdfFile()}`],
  ['a PDF cut short', pdfFile().subarray(0, 100)],
  ['a PDF with an archive after its end', pdfFile({ after: zip })],
  ['a PDF with an archive in it', pdfFile({ extra: zip })],
  ['a PDF with a page after its end', pdfFile({ after: '<html></html>' })],
  ['a PDF of no version', pdfFile().toString().replace('%PDF-1.7', '%PDF-x.7')],
  [
    'a PDF that runs a script',
    pdfFile({ extra: '9 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj' }),
  ],
  ['a PDF that hides that', pdfFile({ extra: '9 0 obj\n<< /S /Java#53cript /J#53 9 0 R >>\nendobj' })],
  ['a PDF with a script of the short name', pdfFile({ extra: '9 0 obj\n<< /JS (x) >>\nendobj' })],
  ['a PDF that starts a program', pdfFile({ extra: '<< /S /Launch /F (cmd.exe) >>' })],
  ['a PDF with a file attached', pdfFile({ extra: '<< /Type /EmbeddedFile >> stream\nx\nendstream' })],
  ['a PDF that packs its script away', pdfFile({ extra: objectStream('1 0 << /S /JavaScript /JS (x) >>') })],
  [
    'a PDF whose packed objects do not open',
    pdfFile({ extra: '<< /Type /ObjStm /Filter /FlateDecode >>\nstream\nxxxx\nendstream' }),
  ],
  ['a PDF that would fill the memory', pdfFile({ extra: objectStream(' '.repeat(40_000_000)) })],
  ['a PNG cut short', pngFile().subarray(0, -5)],
  ['a PNG with a wrong sum', Buffer.from(pngFile()).fill(1, 30, 31)],
  ['a PNG with an archive after its end', Buffer.concat([pngFile(), zip])],
  ['a PNG with a byte after its end', Buffer.concat([pngFile(), Buffer.from('x')])],
  ['a PNG with an archive in it', pngFile(2, 2, [['zIPc', zip]])],
  ['a PNG that does not begin', pngFile().subarray(0, 8)],
  ['a JPEG cut short', jpegFile().subarray(0, -4)],
  ['a JPEG of its head alone', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
  ['a JPEG with a PDF after its end', jpegFile(pdfFile())],
  ['a JPEG with a page after its end', jpegFile('<script>alert(1)</script>')],
  ['a JPEG with an archive after its end', jpegFile(zip)],
])('%s', (_what, bytes) => {
  test('is refused, with the reason', () => {
    const found = look(bytes as Uint8Array);
    expect(found).toHaveProperty('refused');
    if ('refused' in found) expect(found.refused.fr).not.toBe(found.refused.en);
  });
});

test('never fails, and takes time in proportion, whatever follows a signature', () => {
  for (let round = 0; round < 300; round++)
    for (const start of ['%PDF-1.7\n', '\x89PNG\r\n\x1a\n', '\xff\xd8\xff'])
      look(Buffer.concat([Buffer.from(start, 'latin1'), randomBytes(200)]));
  const large = 10 * 1024 * 1024;
  for (const filling of ['/', '/J', '/ObjStm', '/ObjStm stream', '\xff', '\xff\xe0\0\x02'])
    for (const start of ['%PDF-1.7\n', '\xff\xd8\xff']) {
      const before = performance.now();
      look(
        Buffer.concat([
          Buffer.from(start, 'latin1'),
          Buffer.alloc(large, filling, 'latin1'),
          Buffer.from('%%EOF'),
        ]),
      );
      expect(performance.now() - before).toBeLessThan(5_000);
    }
});
