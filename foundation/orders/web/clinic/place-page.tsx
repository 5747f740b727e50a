// Asks for something for a person: the kind's own form, urgency, and for some kinds again every so many days.
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { ChoiceField, NumberField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import type { KindView } from '../../contract.ts';
import { FieldsForm } from '../fields-form.tsx';
import { kindOf, useKinds, useLocal } from '../use-orders.ts';
import { usePlacing } from '../use-placing.ts';

export function PlacePage() {
  const { t } = useWords();
  const { personId = '', kind: name = '' } = useParams();
  const kinds = useKinds();
  return (
    <>
      <PersonHeader personId={personId} actions={<Link to={`/people/${personId}`}>{t('orders.record')}</Link>} />
      <QueryView query={kinds}>
        {(data) => {
          const kind = kindOf(data.kinds, name);
          return kind?.mayPlace ? (
            <PlaceForm key={name} kind={kind} personId={personId} />
          ) : (
            <Empty title={t('orders.notHere')} />
          );
        }}
      </QueryView>
    </>
  );
}

function PlaceForm({ kind, personId }: { kind: KindView; personId: string }) {
  const { t } = useWords();
  const local = useLocal();
  const go = useNavigate();
  const [search] = useSearchParams();
  const asked = Object.fromEntries([...search].filter(([name]) => name in kind.payload));
  const placing = usePlacing(kind, personId, (address) => void go(address), asked);
  const { value: draft, change, errors, again } = placing;
  return (
    <>
      <PageHead title={local.of(kind.verb)} />
      <Form
        label={local.of(kind.title)}
        verb={t('orders.send')}
        busy={placing.busy}
        troubles={placing.troubles}
        onSubmit={placing.submit}
        beside={<Link to={`/people/${personId}`}>{t('ui.leaveIt')}</Link>}
      >
        <FieldsForm
          fields={kind.payload}
          typed={draft}
          onChange={(name, value) => change({ [name]: value })}
          errors={errors}
          organisations={placing.organisations}
        />
        <ChoiceField
          name="urgency"
          label={t('orders.urgency')}
          value={draft.urgency ?? 'routine'}
          onChange={(urgency) => change({ urgency })}
          choices={['routine', 'urgent', 'stat'].map((value) => ({ value, label: t(`orders.urgency.${value}`) }))}
        />
        {kind.repeat && (
          <ChoiceField
            name="again"
            label={t('orders.again')}
            value={draft.again ?? 'no'}
            onChange={(value) => change({ again: value })}
            choices={['no', 'yes'].map((value) => ({ value, label: t(`orders.again.${value}`) }))}
          />
        )}
        {again && (
          <>
            <NumberField
              id="field-everyDays"
              name="everyDays"
              label={t('orders.everyDays')}
              unit={t('orders.days')}
              value={draft.everyDays ?? ''}
              onChange={(everyDays) => change({ everyDays })}
              range={{ possible: [1, 366], digits: 0 }}
              {...(errors['everyDays'] && { error: errors['everyDays'] })}
            />
            <TextField
              id="field-untilOn"
              name="untilOn"
              type="date"
              label={t('orders.untilOn')}
              value={draft.untilOn ?? ''}
              onChange={(untilOn) => change({ untilOn })}
              {...(errors['untilOn'] && { error: errors['untilOn'] })}
            />
          </>
        )}
        {placing.failure && <Failure error={placing.failure} safe={t('orders.kept')} />}
      </Form>
    </>
  );
}
