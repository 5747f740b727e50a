// The visit on one sheet for the person: values with their range, forms, what to do next; to print, or as a QR code of plain text.
import { useState } from 'react';
import { renderSVG } from 'uqr';
import { evaluateForm, itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import { answerWords } from '#foundation/knowledge/web/form/answer-words.ts';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { vitalKinds } from '#foundation/record/contract.ts';
import { vitalInterpretation, vitalRules } from '#foundation/record/rules/vitals.ts';
import { shownValues } from '#foundation/sync/web/conflicts-here.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { allergiesOf, vitalField } from '../../rules/crew/attendance.ts';
import { answersOfDocument, formHead } from '../../rules/crew/form-document.ts';
import { NotHere, PageHead } from './page-head.tsx';
import { formHere, formOf, formsHere } from './people-here.ts';
import { PersonLine } from './person-line.tsx';
import { personPath, usePlace } from './use-place.ts';
import styles from './crew.module.css';

export function SummaryPage() {
  const { t, day, instant, unit } = useWords();
  const text = useLocalText();
  const { engine, stop, here, attendance } = usePlace();
  const [showsCode, setShowsCode] = useState(false);
  if (!stop || !here || !attendance) return <NotHere />;
  const { person } = here;
  const values = shownValues(attendance);
  const vitals = vitalKinds.flatMap((kind) => {
    const value = values[vitalField(kind)];
    return typeof value === 'number' ? [{ kind, value }] : [];
  });
  const forms = [...new Set(formsHere(engine).map(({ id }) => id))].flatMap((id) => {
    const document = formOf(engine, attendance.documentId, id);
    const code = document && formHead(document).form;
    const form = code && formHere(engine, code.id, code.version);
    return document && form && formHead(document).doneAt ? [{ document, form }] : [];
  });
  const words = { text, yes: t('knowledge.form.yes'), no: t('knowledge.form.no'), signed: t('knowledge.form.signed') };
  const signature = values['signature'];
  const note = values['note'];
  const nextOn = forms
    .map(({ form, document }) => answersOfDocument(form, document)['nextVisitOn'])
    .filter((on) => typeof on === 'string')
    .toSorted()[0];
  const essentials = [
    `${t('crew.summary')} ${day(stop.on)} ${stop.villageName}`,
    ...vitals.map(({ kind, value }) => `${t(`crew.vital.${kind}`)} ${value} ${unit(vitalRules[kind].unit)}`),
    ...allergiesOf(attendance).flatMap(({ title, wrong }) => (wrong ? [] : `${t('crew.allergies')} ${title}`)),
    ...(nextOn ? [t('crew.nextVisit', { day: day(nextOn) })] : []),
  ].join('\n');
  return (
    <div className={styles['stack']}>
      <PageHead back={personPath(stop.visitId, here.personId)} backLabel={person.name} title={t('crew.summary')} />
      <PrintHeader
        title={t('crew.summary')}
        person={`${person.name} ${stop.villageName}`}
        by={engine.meta.profile?.displayName ?? ''}
      />
      <PersonLine person={person} />
      <p className="quiet">
        {typeof values['startedAt'] === 'string' && instant(values['startedAt'])} · {stop.pointName} ·{' '}
        {engine.meta.profile?.displayName}
      </p>
      {vitals.length > 0 && (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('crew.vitals')}</th>
              <th scope="col">{t('crew.value')}</th>
              <th scope="col">{t('crew.usual')}</th>
            </tr>
          </thead>
          <tbody>
            {vitals.map(({ kind, value }) => {
              const { reference, unit: ucum } = vitalRules[kind];
              const said = vitalInterpretation(kind, value);
              return (
                <tr key={kind}>
                  <th scope="row">{t(`crew.vital.${kind}`)}</th>
                  <td>
                    {value} {unit(ucum)}{' '}
                    {said && said !== 'normal' && `${said === 'high' ? '▲' : '▼'} ${t(`crew.said.${said}`)}`}
                  </td>
                  <td>{reference ? `${reference[0]}–${reference[1]}` : ''}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {typeof note === 'string' && (
        <p>
          <strong>{t('crew.note')}</strong> {note}
        </p>
      )}
      {forms.map(({ form, document }) => {
        const { answers } = evaluateForm(form, answersOfDocument(form, document), formHead(document).answeredOn ?? '');
        return (
          <section key={form.id}>
            <h2>{text(form.title)}</h2>
            <dl className={styles['answers']}>
              {itemsOf(form).map((item) => {
                const answer = answers[item.key];
                return answer === undefined || item.kind === 'signature' ? null : (
                  <div key={item.key}>
                    <dt>{text(item.label)}</dt>
                    <dd>{answerWords(item, answer, words)}</dd>
                  </div>
                );
              })}
            </dl>
          </section>
        );
      })}
      {nextOn && <p className={styles['notice']}>{t('crew.nextVisit', { day: day(nextOn) })}</p>}
      {typeof signature === 'string' && (
        <figure className={styles['signed']}>
          <svg viewBox="0 0 300 100" role="img" aria-label={t('crew.signature')}>
            <path d={signature} fill="none" stroke="currentColor" strokeWidth="2" />
          </svg>
          <figcaption className="quiet">{t('crew.signature')}</figcaption>
        </figure>
      )}
      <div className={`${styles['buttons']} no-print`}>
        <PrintButton />
        <Button icon="code" aria-expanded={showsCode} onClick={() => setShowsCode(!showsCode)}>
          {t('crew.code')}
        </Button>
      </div>
      {showsCode && (
        <figure className={`${styles['code']} no-print`}>
          <div dangerouslySetInnerHTML={{ __html: renderSVG(essentials, { border: 2 }) }} />
          <figcaption className="quiet">{t('crew.codeWhat')}</figcaption>
        </figure>
      )}
    </div>
  );
}
