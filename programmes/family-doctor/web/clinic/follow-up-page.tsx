// A follow-up in one hand: answers of last time beside, what the table decides at once, saved into the record and counted.
import { yearsOn } from '#platform/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { knowledgeRoutes } from '#foundation/knowledge/contract.ts';
import { decideFollowUp } from '#foundation/knowledge/rules/decide-follow-up.ts';
import { evaluateForm } from '#foundation/knowledge/rules/evaluate-form.ts';
import type { Answers, FormDefinition, PreviousAnswers } from '#foundation/knowledge/rules/form.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { FormView, focusFirstFault } from '#foundation/knowledge/web/form/form-view.tsx';
import { OutcomeView } from '#foundation/knowledge/web/form/outcome-view.tsx';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import type { MemberReply } from '../../contract.ts';
import { workbenchRoutes, type FollowUpBody } from '../../workbench-contract.ts';
import { familyKey, useChange, useFilters, useMember } from '../use-family.ts';
import styles from '../family.module.css';

/** The item of a form that says how the person was met, and its codes. */
const methodKey = 'method';
const visitOfMethod: Record<string, FollowUpBody['visit']> = { '1': 'clinic', '2': 'home', '3': 'remote' };

export function FollowUpPage() {
  const { t } = useWords();
  const api = useApi();
  const { personId = '', form: formId = '' } = useParams();
  const member = useMember(personId);
  const content = useQuery({
    queryKey: [...familyKey, 'form', personId, formId],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const [{ forms }, { instruments }, { before }] = await Promise.all([
        api.call(knowledgeRoutes.forms, { signal }),
        api.call(knowledgeRoutes.instruments, { signal }),
        api.call(workbenchRoutes.followUpStart, { params: { personId, form: formId }, signal }),
      ]);
      const form = forms.find(({ id }) => id === formId);
      const table = instruments.find(
        ({ id, version }) => id === form?.decision?.instrument && version === form.decision.version,
      );
      return { form, table, before };
    },
  });
  return (
    <div className={styles['stack']}>
      <QueryView query={content} skeleton={<Skeleton lines={12} />}>
        {({ form, table, before }) =>
          form && member.data ? (
            <Filling key={`${personId} ${formId}`} member={member.data} form={form} table={table} before={before} />
          ) : form ? (
            <Skeleton lines={12} />
          ) : (
            <Empty title={t('family-doctor.noForm')} icon="document" />
          )
        }
      </QueryView>
    </div>
  );
}

function Filling({
  member,
  form,
  table,
  before,
}: {
  member: MemberReply;
  form: FormDefinition;
  table: Instrument | undefined;
  before: readonly PreviousAnswers[];
}) {
  const { t, age } = useWords();
  const text = useLocalText();
  const api = useApi();
  const me = useMe();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { today } = useFilters();
  const { run, busy, failure } = useChange();
  const place = useRef<HTMLDivElement>(null);
  const [showFaults, setShowFaults] = useState(false);
  const draft = useDraft<{ followUpId: string; on: string; answers: Answers }>(
    me.account,
    `follow-up.${member.personId}.${form.id}`,
    () => ({ followUpId: newId(), on: today, answers: {} }),
  );
  const { answers } = draft.value;
  const result = useMemo(() => evaluateForm(form, answers, today), [form, answers, today]);
  const factsOn = (on: string) => ({
    ...(member.birthOn && { age: yearsOn(member.birthOn, on) }),
    ...((member.sex === 'male' || member.sex === 'female') && { sex: member.sex }),
  });
  const decision =
    table &&
    decideFollowUp(form, table, {
      answers: result.answers,
      person: factsOn(today),
      visitOn: today,
      history: before.map((one) => ({ answers: one.answers, person: factsOn(one.on) })),
    });
  const toGo = result.state === 'complete' ? 0 : result.missing.length + result.faults.length;
  const change = (next: Answers) => draft.change({ answers: next });
  const back = `/family/people/${member.personId}`;
  const save = async () => {
    if (result.state !== 'complete') {
      setShowFaults(true);
      if (place.current) focusFirstFault(place.current, result);
      return;
    }
    const body: FollowUpBody = {
      followUpId: draft.value.followUpId,
      form: { id: form.id, version: form.version },
      answeredOn: today,
      answers,
      visit: visitOfMethod[String(answers[methodKey])] ?? 'clinic',
    };
    const saved = await run(() => api.call(workbenchRoutes.followUp, { params: { personId: member.personId }, body }));
    if (!saved) return;
    draft.clear();
    announce(t('family-doctor.followUpSaved', { title: text(form.title) }));
    await navigate(back);
  };
  const open = Object.entries(decision?.proposed ?? {}).filter(
    ([key, value]) => JSON.stringify(answers[key]) !== JSON.stringify(value),
  );
  return (
    <div className={styles['stack']} ref={place}>
      <PageHead title={text(form.title)}>
        <Link to={back}>
          {member.name} {t(`ui.sex.${member.sex}`)} {member.birthOn && age(member.birthOn)}
        </Link>
      </PageHead>
      <FormView
        definition={form}
        answers={answers}
        onChange={change}
        today={today}
        showFaults={showFaults}
        {...(before[0] && { previous: before[0] })}
      />
      {decision && table && (
        <OutcomeView
          result={decision.result}
          nameOf={(key) => text(table.inputs.find((input) => input.key === key)?.label ?? { zh: key, en: key })}
        >
          {open.length > 0 && (
            <Button onClick={() => change({ ...answers, ...decision.proposed })}>
              {t('knowledge.form.takeProposal')}
            </Button>
          )}
        </OutcomeView>
      )}
      {failure !== undefined && <Failure error={failure} safe={t('family-doctor.answersKept')} />}
      <div className={styles['bottom']}>
        <span role="status">
          {toGo === 0 ? `● ${t('knowledge.form.complete')}` : `◆ ${t('knowledge.form.toGo', { count: toGo })}`}
        </span>
        <Button kind="primary" icon="check" busy={busy} onClick={() => void save()}>
          {t('family-doctor.saveFollowUp')}
        </Button>
      </div>
    </div>
  );
}
