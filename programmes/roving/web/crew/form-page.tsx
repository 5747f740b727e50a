// A form for a person: answers of last time beside, what the table decides at once, each answer on disk within a moment.
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { yearsOn, type Day } from '#platform/contract.ts';
import { faultOf, isAnswered } from '#foundation/knowledge/rules/check-answers.ts';
import { decideFollowUp } from '#foundation/knowledge/rules/decide-follow-up.ts';
import { evaluateForm, itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import type { Answer, Answers, FormDefinition } from '#foundation/knowledge/rules/form.ts';
import { FormView, focusFirstFault } from '#foundation/knowledge/web/form/form-view.tsx';
import { OutcomeView } from '#foundation/knowledge/web/form/outcome-view.tsx';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { kindOfLoinc } from '#foundation/record/rules/vitals.ts';
import type { DocumentState, FieldValue } from '#foundation/sync/rules/operation.ts';
import { shownValues } from '#foundation/sync/web/conflicts-here.ts';
import { useDeviceSession } from '#foundation/sync/web/use-device.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { crewKinds } from '../../crew-contract.ts';
import { vitalField } from '../../rules/crew/attendance.ts';
import { formIdOf } from '../../rules/crew/document-id.ts';
import { answerField, answersOfDocument, formCode, formHead } from '../../rules/crew/form-document.ts';
import { NotHere, PageHead } from './page-head.tsx';
import { formHere, formOf, nowHere, tableHere } from './people-here.ts';
import { PersonLine } from './person-line.tsx';
import { personPath, useAttendanceEdit, usePlace } from './use-place.ts';
import styles from './crew.module.css';

/** A pause in typing after which what is there is written down. */
const pauseMilliseconds = 1_500;

export function FormPage() {
  const { form: id } = useParams();
  const { engine, stop, here, attendance } = usePlace();
  const begun = attendance && id ? formOf(engine, attendance.documentId, id) : undefined;
  const version = begun && formHead(begun).form?.version;
  const form = id ? formHere(engine, id, version) : undefined;
  if (!stop || !here || !form) return <NotHere />;
  return <FilledForm key={`${here.personId} ${form.id}`} form={form} begun={begun} />;
}

/** What was measured at this attendance already is not typed twice. */
function fromVitals(form: FormDefinition, attendance: DocumentState | undefined): Answers {
  const values = shownValues(attendance);
  return Object.fromEntries(
    itemsOf(form).flatMap((item): [string, Answer][] => {
      const kind = item.kind === 'number' && item.code ? kindOfLoinc.get(item.code.code) : undefined;
      const value = kind && values[vitalField(kind)];
      return typeof value === 'number' ? [[item.key, value]] : [];
    }),
  );
}

function FilledForm({ form, begun }: { form: FormDefinition; begun: DocumentState | undefined }) {
  const { t } = useWords();
  const text = useLocalText();
  const go = useNavigate();
  const announce = useAnnounce();
  const session = useDeviceSession();
  const { engine, stop, here, attendance, today } = usePlace();
  const editAttendance = useAttendanceEdit();
  const place = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<Answers>(() => (begun ? answersOfDocument(form, begun) : {}));
  // A value may still be on its way to the disk when the form opens.
  const answers = useMemo(() => ({ ...fromVitals(form, attendance), ...typed }), [form, attendance, typed]);
  const [showFaults, setShowFaults] = useState(false);
  const [busy, setBusy] = useState(false);
  const head = begun && formHead(begun);
  const on: Day = head?.answeredOn ?? today;
  const { person, before } = here!;
  const times = before.find((one) => one.form === form.id)?.times.filter((one) => one.on !== on) ?? [];
  const last = times[0];
  const result = useMemo(() => evaluateForm(form, answers, on), [form, answers, on]);
  const table = tableHere(engine, form);
  const factsOn = (day: Day) => ({
    ...(person.birthOn && { age: yearsOn(person.birthOn, day) }),
    ...((person.sex === 'male' || person.sex === 'female') && { sex: person.sex }),
  });
  const decision =
    table &&
    decideFollowUp(form, table, {
      answers: result.answers,
      person: factsOn(on),
      visitOn: on,
      history: times.map((one) => ({ answers: one.answers, person: factsOn(one.on) })),
    });
  const toGo = result.state === 'complete' ? 0 : result.missing.length + result.faults.length;

  /** Writes what differs from the document; what can't be right yet stays on the screen. */
  const write = async (now: Answers, more: Record<string, FieldValue> = {}): Promise<void> => {
    const stored = begun ? answersOfDocument(form, begun) : {};
    const set: Record<string, FieldValue> = { ...more };
    for (const item of itemsOf(form)) {
      if (item.kind === 'computed') continue;
      const value = now[item.key];
      const known = stored[item.key];
      if (!isAnswered(value)) {
        if (isAnswered(known)) set[answerField(item.key)] = null;
      } else if (JSON.stringify(value) !== JSON.stringify(known) && !faultOf(item, value, on))
        set[answerField(item.key)] = value as FieldValue;
    }
    if (Object.keys(set).length === 0) return;
    const attendanceId = attendance?.documentId ?? (await editAttendance({})).documentId;
    const documentId = begun?.documentId ?? (await formIdOf(attendanceId, form.id));
    const first: Record<string, FieldValue> = begun ? {} : { form: formCode(form), attendanceId, answeredOn: on };
    const edit = { kind: crewKinds.form, documentId, personId: here!.personId, scopeId: stop!.villageId };
    await engine.edit({ ...edit, set: { ...first, ...set } });
  };
  const latest = useRef({ answers, write });
  const touched = useRef(false);
  useEffect(() => {
    latest.current = { answers, write };
  });
  useEffect(() => {
    if (!touched.current) return undefined;
    const timer = setTimeout(() => void latest.current.write(answers), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [answers]);
  // Whoever leaves in the middle finds it again.
  useEffect(
    () => () => {
      if (touched.current) void latest.current.write(latest.current.answers).then(() => session.hurry());
    },
    [session],
  );
  const change = (next: Answers) => {
    touched.current = true;
    setTyped(next);
  };
  const save = async () => {
    if (result.state !== 'complete') {
      setShowFaults(true);
      if (place.current) focusFirstFault(place.current, result);
      return;
    }
    setBusy(true);
    touched.current = false;
    await write(answers, { doneAt: nowHere(engine).toISOString() });
    session.hurry();
    announce(t('crew.form.saved', { title: text(form.title) }));
    await go(personPath(stop!.visitId, here!.personId));
  };
  const proposed = decision ? Object.entries(decision.proposed) : [];
  const open = proposed.filter(([key, value]) => JSON.stringify(answers[key]) !== JSON.stringify(value));
  return (
    <div className={styles['stack']} ref={place}>
      <PageHead back={personPath(stop!.visitId, here!.personId)} backLabel={person.name} title={text(form.title)} />
      <PersonLine person={person} />
      <FormView
        definition={form}
        answers={answers}
        onChange={change}
        today={on}
        showFaults={showFaults}
        {...(last && { previous: { on: last.on, answers: last.answers } })}
      />
      {decision && (
        <OutcomeView
          result={decision.result}
          nameOf={(key) => text(table.inputs.find((input) => input.key === key)?.label ?? { zh: key, en: key })}
        >
          {open.length > 0 && (
            <Button onClick={() => change({ ...answers, ...decision.proposed })}>{t('crew.form.takeProposal')}</Button>
          )}
        </OutcomeView>
      )}
      <div className={styles['bottom']}>
        <span role="status" data-tone={toGo === 0 ? 'green' : 'amber'}>
          {toGo === 0 ? `● ${t('crew.form.complete')}` : `◆ ${t('crew.form.toGo', { count: toGo })}`}
        </span>
        <Button kind="primary" icon="check" busy={busy} onClick={() => void save()}>
          {t(head?.doneAt ? 'crew.form.saveAgain' : 'crew.form.save')}
        </Button>
      </div>
    </div>
  );
}
