import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Every piece of text of each page with the place of its baseline, in points from the lower left corner. */
export async function readPdfText(bytes: Uint8Array): Promise<{ text: string; x: number; y: number }[][]> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0 });
  const pdf = await task.promise;
  const pages: { text: string; x: number; y: number }[][] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(
      items.flatMap((item) =>
        'str' in item ? [{ text: item.str.trim(), x: Number(item.transform[4]), y: Number(item.transform[5]) }] : [],
      ),
    );
  }
  await task.destroy();
  return pages;
}
