// Rare characters of Chinese names in a PDF: each is drawn or labelled with its code point and reading, none becomes an empty box.
import { expect, it } from 'vitest';
import { renderPdf } from './pdf.ts';
import { readPdf } from './codec/read-pdf.ts';

/** In the fonts, most of them outside of the common part; those of the third line in no web font. */
const drawn = [
  ...'喆堃昇淼犇翀赟龘靐旼昉垚焱鑫矗骉骎頔顗赪贇翃翯翾羴绻缑禛祎祾璟瑄璠瑀玥玘珵珺珣琮琎琲璘燊燚熠煊煜炘炆焜烜滢滟淏湜沄泓汭氹昶晞晟晅昳曌旻',
  ...'嚞喆劼勍剀凊冏俶倓倧偲亓乂婳孖孜塱圳翚昪璆▲●→≥',
  ...'䶮㛃𬭼𠅤㐂兪犨兟𣲗𣲘𬱖𬍛𬸚𫖮𬀩𫘧𬳽𫇭𬬭𬮿𪨰𫍽䒟㬎㬚㳠㙓䴔',
];
/** In no font here. */
const labelled = [...'𠀁𠀂𰀀𱍐'];

it.each(['normal', 'bold'])('draws or labels every rare character, %s', { timeout: 60_000 }, async (weight) => {
  const content = [...drawn, ...labelled].map((character) => ({ text: `王${character}`, bold: weight === 'bold' }));
  const read = readPdf(await renderPdf({ content, head: { text: '姓名 张䶮' } }));
  expect(drawn.length + labelled.length).toBeGreaterThan(100);
  expect(read.missingGlyphs).toBe(0);
  for (const character of drawn) expect(read.text).toContain(`王${character}`);
  for (const character of labelled) {
    expect(read.text).not.toContain(character);
    expect(read.text).toContain(`王〔U+${character.codePointAt(0)!.toString(16).toUpperCase()}`);
  }
  expect(read.text).toContain('张䶮');
});

it('notices a font that lacks a character', async () => {
  // Drawn past the runs, as a vector text would be: the reader must count the empty box.
  const pdf = await renderPdf({ content: [], footer: () => ({ text: '䶮' }) });
  expect(readPdf(pdf).missingGlyphs).toBe(1);
});
