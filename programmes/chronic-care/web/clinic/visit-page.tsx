// The one-stop chronic clinic: measurements, due tests, review, medicines, education and the next date of all diseases of a person in one visit on one screen.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { dayOf, yearsOn } from '#platform/contract.ts';
import { evaluateForm } from '#foundation/knowledge/rules/evaluate-form.ts';
import type { Answers, FormDefinition, PreviousAnswers } from '#foundation/knowledge/rules/form.ts';
import { FormView, focusFirstFault } from '#foundation/knowledge/web/form/form-view.tsx';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import type { Disease } from '../../rules/disease.ts';
import { stepByColour, stepByTable, type NextStep, type StepProposal } from '../../rules/next-step.ts';
import { answersFor, answersIn, oneVisitForm } from '../../rules/one-visit-form.ts';
import { visitRoutes, type VisitBody, type VisitStart } from '../../visit-contract.ts';
import { ColourTag } from '../chronic-words.tsx';
import { chronicKey, useChange } from '../use-chronic.ts';
import { StepCard, type Decided } from './step-card.tsx';
import { TestsCard } from './tests-card.tsx';
import styles from '../chronic.module.css';

/** The item that says how the person was met, and its codes. */
const methodKey = 'method';
const visitOfMethod: Record<string, VisitBody['visit']> = { '1': 'clinic', '2': 'home', '3': 'remote' };

export function VisitPage() {
  const { t } = useWords();
  const api = useApi();
  const { personId = '' } = useParams();
  const start = useQuery({
    queryKey: [...chronicKey, 'visit', personId],
    staleTime: 60_000,
    queryFn: ({ signal }) => api.call(visitRoutes.start, { params: { personId }, signal }),
  });
  return (
    <div className={styles['stack']}>
      <title>{t('chronic-care.visit')}</title>
      <PersonHeader personId={personId} />
      <QueryView query={start} skeleton={<Skeleton lines={12} />}>
        {(data) => <Visit key={data.personId} start={data} />}
      </QueryView>
    </div>
  );
}

interface Draft extends Record<string, unknown> {
  visitId: string;
  answers: Answers;
  decided: Partial<Record<Disease, Decided>>;
}

function Visit({ start }: { start: VisitStart }) {
  const { t } = useWords();
  const api = useApi();
  const me = useMe();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const place = useRef<HTMLDivElement>(null);
  const [showFaults, setShowFaults] = useState(false);
  const today = dayOf(new Date());
  const draft = useDraft<Draft>(me.account, `chronic-visit.${start.personId}`, () => ({
    visitId: newId(),
    answers: {},
    decided: {},
  }));
  const { answers, decided } = draft.value;
  const joint = useJointForm(start);
  const result = useMemo(() => evaluateForm(joint, answers, today), [joint, answers, today]);
  const steps = useSteps(start, result.answers, today);
  const toGo = result.state === 'complete' ? 0 : result.missing.length + result.faults.length;
  const change = (next: Answers) => draft.change({ answers: next });
  const decide = (disease: Disease, next: Decided, step: NextStep) => {
    draft.change({ decided: { ...decided, [disease]: next } });
    if (next.decision === 'accepted') change({ ...answers, ...takenFrom(start, disease, step, answers) });
  };
  const open = steps.filter(
    ({ disease, proposal }) => proposal.state === 'proposed' && decided[disease]?.code !== proposal.step.code,
  );
  const save = async () => {
    if (result.state !== 'complete' || open.length > 0) {
      setShowFaults(true);
      if (result.state !== 'complete' && place.current) focusFirstFault(place.current, result);
      return;
    }
    const body: VisitBody = {
      visitId: draft.value.visitId,
      visit: visitOfMethod[String(answers[methodKey])] ?? 'clinic',
      forms: start.forms.map(({ form }) => ({ id: form.id, version: form.version })),
      answers,
      steps: steps.flatMap(({ disease, proposal }) => {
        const mine = decided[disease];
        return proposal.state === 'proposed' && mine
          ? [{ disease, code: mine.code, decision: mine.decision, ...(mine.note && { note: mine.note }) }]
          : [];
      }),
    };
    if (!(await run(() => api.call(visitRoutes.save, { params: { personId: start.personId }, body })))) return;
    draft.clear();
    announce(t('chronic-care.visitSaved'));
    await navigate(`/people/${start.personId}/chronic`);
  };
  return (
    <div className={styles['stack']} ref={place}>
      <PageHead title={t('chronic-care.visit')}>
        <span className={styles['tags']}>
          {start.registrations.map(({ disease, colour }) => (
            <ColourTag key={disease} colour={colour} of={t(`chronic-care.disease.${disease}`)} />
          ))}
        </span>
      </PageHead>
      <div className={styles['columns']}>
        <TestsCard tests={start.tests} />
        <Medicines personId={start.personId} medicines={start.medicines} />
      </div>
      <FormView
        definition={joint}
        answers={answers}
        onChange={change}
        today={today}
        showFaults={showFaults}
        {...previousOf(start)}
      />
      <div className={styles['columns']}>
        {steps.map(({ disease, proposal }) => (
          <StepCard
            key={disease}
            disease={disease}
            proposal={proposal}
            decided={decided[disease]}
            needed={showFaults}
            onDecide={(next, step) => decide(disease, next, step)}
          />
        ))}
      </div>
      {failure !== undefined && <Failure error={failure} safe={t('chronic-care.answersKept')} />}
      <div className={styles['bottom']}>
        <span role="status">
          {toGo > 0
            ? `◆ ${t('knowledge.form.toGo', { count: toGo })}`
            : open.length > 0
              ? `◆ ${t('chronic-care.stepsToGo', { count: open.length })}`
              : `● ${t('knowledge.form.complete')}`}
        </span>
        <Button kind="primary" icon="check" busy={busy} onClick={() => void save()}>
          {t('chronic-care.saveVisit')}
        </Button>
      </div>
    </div>
  );
}

function useJointForm(start: VisitStart): FormDefinition {
  const { t } = useWords();
  return useMemo(
    () =>
      oneVisitForm(
        start.forms.map(({ disease, form }) => {
          const title = t(`chronic-care.disease.${disease}`);
          return { disease, form, title: { zh: title, en: title } };
        }),
        start.registrations.map(({ disease }) => disease),
      ),
    [start, t],
  );
}

/** By the table over what stands on the screen; where there is no table, by the colour. */
function useSteps(start: VisitStart, answers: Answers, today: string): { disease: Disease; proposal: StepProposal }[] {
  return useMemo(() => {
    const factsOn = (on: string) => ({
      ...(start.birthOn && { age: yearsOn(start.birthOn, on) }),
      ...((start.sex === 'male' || start.sex === 'female') && { sex: start.sex }),
    });
    return start.registrations.flatMap(({ disease, reason }) => {
      const known = start.forms.find((one) => one.disease === disease);
      const proposal = known?.table
        ? stepByTable(
            known.form,
            known.table,
            { answers: answersFor(known.form, answers), person: factsOn(today), visitOn: today },
            known.before.map((one) => ({ answers: one.answers, person: factsOn(one.on) })),
          )
        : reason && stepByColour(reason.colour, today);
      return proposal ? [{ disease, proposal }] : [];
    });
  }, [start, answers, today]);
}

/** What an accepted step fills in: the class of its form, and the soonest of the next dates. */
function takenFrom(start: VisitStart, disease: Disease, step: NextStep, answers: Answers): Answers {
  const known = start.forms.find((one) => one.disease === disease);
  const row = known?.table?.rows.find(({ key }) => key === step.code);
  const item = known?.form.decision?.outcomeItem;
  const settled = row?.outcome.class;
  const before = answers['nextVisitOn'];
  return {
    ...(known && item && settled !== undefined && answersIn(known.form, { [item]: settled })),
    nextVisitOn: typeof before === 'string' && before < step.nextContactOn ? before : step.nextContactOn,
  };
}

function previousOf(start: VisitStart): { previous?: PreviousAnswers } {
  const last = start.forms.flatMap(({ form, before: [one] }) => (one ? [{ form, ...one }] : []));
  if (last.length === 0) return {};
  const on = last.map((one) => one.on).toSorted((a, b) => b.localeCompare(a))[0]!;
  return {
    previous: { on, answers: Object.assign({}, ...last.map((one) => answersIn(one.form, one.answers))) as Answers },
  };
}

function Medicines({ personId, medicines }: { personId: string; medicines: readonly string[] }) {
  const { t } = useWords();
  return (
    <section className={styles['card']} aria-label={t('chronic-care.medicines')}>
      <h2>{t('chronic-care.medicines')}</h2>
      {medicines.length === 0 ? (
        <p className="quiet">{t('chronic-care.noMedicines')}</p>
      ) : (
        <ul className={styles['lines']}>
          {medicines.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
      <div className={styles['row']}>
        <Link to={`/people/${personId}/orders`}>{t('chronic-care.toOrders')}</Link>
        <Link to={`/people/${personId}/orders/new/drug-delivery`}>{t('chronic-care.toDelivery')}</Link>
      </div>
    </section>
  );
}
