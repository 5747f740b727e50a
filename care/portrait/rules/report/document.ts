// A report as a document of plain pieces: the page and the printed sheet draw the same pieces, so that they say the same.
import { forReader, type Reader } from './for-reader.ts';
import {
  chronicSection,
  dueSection,
  measuredSection,
  risksSection,
  sourcesSection,
  summarySection,
  useSection,
} from './document-sections.ts';
import { prescriptionSection } from './document-prescription.ts';
import type { Piece, ReportDocument } from './pieces.ts';
import type { ReportModel } from './report-model.ts';
import { dateText, type ReportWords } from './report-words.ts';

export function reportDocument(model: ReportModel, reader: Reader, words: ReportWords): ReportDocument {
  const told = forReader(model, reader);
  const { t } = words;
  const { person } = told;
  const sections: [string, Piece[]][] = [
    ['summary', summarySection(told, words)],
    ['measured', measuredSection(told, reader, words)],
    ['risks', risksSection(told, reader, words)],
    ['chronic', chronicSection(told, reader, words)],
    ['use', useSection(told, words)],
    ['due', dueSection(told, reader, words)],
    ['prescription', prescriptionSection(told, reader, words)],
    ['sources', sourcesSection(told, reader, words)],
  ];
  return {
    title: t(`report.title.${reader}`, { year: told.year }),
    person: [
      person.name,
      person.sex === 'male' || person.sex === 'female' ? t(`report.sex.${person.sex}`) : '',
      person.age === undefined ? '' : t('report.age', { age: person.age }),
      person.villageName ?? '',
    ]
      .filter(Boolean)
      .join(' · '),
    made: t('report.asOf', { on: dateText(told.asOf, words) }),
    ...(told.simulated && { simulated: t('report.simulated') }),
    sections: sections.map(([key, pieces], place) => ({
      key,
      title: t('report.section', { number: place + 1, title: t(`report.section.${key}`) }),
      pieces,
    })),
  };
}
