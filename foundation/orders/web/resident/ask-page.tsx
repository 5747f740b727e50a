// A resident asks for something: large fields, one matter on a page, for oneself or for a family member.
import { Link, useNavigate, useParams } from 'react-router';
import { FamilySwitch } from '#foundation/registry/web/resident/family-switch.tsx';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import type { KindView } from '../../contract.ts';
import { FieldsForm } from '../fields-form.tsx';
import { kindOf, useKinds, useLocal } from '../use-orders.ts';
import { usePlacing } from '../use-placing.ts';

export function AskPage() {
  const { t } = useWords();
  const { kind: name = '' } = useParams();
  const { personId } = usePersonInView().person.person;
  const kinds = useKinds();
  return (
    <QueryView query={kinds} skeleton={<Skeleton lines={8} />}>
      {(data) => {
        const kind = kindOf(data.kinds, name);
        return kind?.mayPlace ? (
          <AskForm key={`${name} ${personId}`} kind={kind} personId={personId} />
        ) : (
          <Empty title={t('orders.notHere')} icon="list">
            <Link to="/orders">{t('orders.mine')}</Link>
          </Empty>
        );
      }}
    </QueryView>
  );
}

function AskForm({ kind, personId }: { kind: KindView; personId: string }) {
  const { t } = useWords();
  const local = useLocal();
  const go = useNavigate();
  const placing = usePlacing(kind, personId, (address) => void go(address, { replace: true }));
  return (
    <>
      <title>{local.of(kind.verb)}</title>
      <h1>{local.of(kind.verb)}</h1>
      <FamilySwitch />
      <Form
        label={local.of(kind.title)}
        verb={t('orders.send')}
        busy={placing.busy}
        troubles={placing.troubles}
        onSubmit={placing.submit}
        beside={<Link to="/orders">{t('ui.leaveIt')}</Link>}
      >
        <FieldsForm
          fields={kind.payload}
          typed={placing.value}
          onChange={(name, value) => placing.change({ [name]: value })}
          errors={placing.errors}
          organisations={placing.organisations}
        />
        {placing.failure && <Failure error={placing.failure} safe={t('orders.kept')} />}
      </Form>
    </>
  );
}
