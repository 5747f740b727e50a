// The list by which vehicles are judged, for every kind of vehicle; the bureau may put its own in force from a day on.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { vehicleKinds } from '../contract.ts';
import { readinessRoutes, type ChecklistReply } from '../readiness-contract.ts';
import type { ReadinessChecklist, Requirement } from '../checklist-contract.ts';
import { Refusal } from './refusal.tsx';
import { useFindingWords } from './use-finding-words.ts';
import { fleetKey, useChange } from './use-fleet.ts';
import styles from './fleet.module.css';

export function ChecklistPage() {
  const { t } = useWords();
  const api = useApi();
  const mayWrite = useMay('fleet.checklist.write');
  const list = useQuery({
    queryKey: [...fleetKey, 'checklist'],
    queryFn: ({ signal }) => api.call(readinessRoutes.checklist, { signal }),
  });
  return (
    <>
      <PageHead title={t('fleet.checklist')}>
        <Link className={buttonClass('quiet')} to="/fleet">
          {t('fleet.back')}
        </Link>
      </PageHead>
      <QueryView query={list}>
        {(data) => (
          <>
            <Lists data={data} />
            {mayWrite && <OwnList list={data.checklist} />}
          </>
        )}
      </QueryView>
    </>
  );
}

function Lists({ data: { checklist, usual } }: { data: ChecklistReply }) {
  const { t } = useWords();
  const words = useFindingWords();
  const rule = (one: Requirement) =>
    one.check === 'proof'
      ? t(`fleet.rule.${one.how}`)
      : one.check === 'crew' && one.licenceClasses
        ? t('fleet.rule.licence', { classes: one.licenceClasses.join(' ') })
        : t(`fleet.rule.${one.check}`, { days: checklist.nearExpiryDays });
  return (
    <>
      <p>{words.list({ ...checklist, usual })}</p>
      <p className="quiet">{t('fleet.list.assumed')}</p>
      <div className={styles['lists']}>
        {vehicleKinds.map((kind) => (
          <section key={kind} className={styles['card']} aria-label={t(`fleet.kind.${kind}`)}>
            <h2>{t(`fleet.kind.${kind}`)}</h2>
            <table className={styles['table']}>
              <tbody>
                {(checklist.kinds[kind] ?? []).map((one) => (
                  <tr key={one.item}>
                    <th scope="row">{words.item(one.item)}</th>
                    <td className="quiet">{rule(one)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ))}
      </div>
    </>
  );
}

function OwnList({ list }: { list: ReadinessChecklist }) {
  const { t } = useWords();
  const api = useApi();
  const change = useChange();
  const announce = useAnnounce();
  const [text, setText] = useState('');
  const [fromOn, setFromOn] = useState('');
  const [wrong, setWrong] = useState('');
  const save = async () => {
    const checklist = parse(text);
    if (!checklist) return setWrong(t('fleet.ownListWrong'));
    setWrong('');
    if (!fromOn) return setWrong(t('fleet.needed'));
    const body = { fromOn, checklist };
    if (await change.run(() => api.call(readinessRoutes.setChecklist, { body })))
      announce(t('fleet.ownListSaved', { fromOn }));
    return undefined;
  };
  return (
    <section className={styles['card']} aria-label={t('fleet.ownList')}>
      <h2>{t('fleet.ownList')}</h2>
      <p className="quiet">{t('fleet.ownListText')}</p>
      <Button onClick={() => setText(JSON.stringify(list, undefined, 2))}>{t('fleet.ownListTake')}</Button>
      <Form label={t('fleet.ownList')} verb={t('fleet.ownListSave')} busy={change.busy} onSubmit={() => void save()}>
        <Refusal error={change.failure} />
        <TextField
          name="list"
          label={t('fleet.ownListContent')}
          lines={10}
          value={text}
          onChange={setText}
          {...(wrong && { error: wrong })}
        />
        <TextField
          name="fromOn"
          type="date"
          label={t('fleet.fromOn')}
          hint={t('fleet.ownListFrom')}
          value={fromOn}
          onChange={setFromOn}
        />
      </Form>
    </section>
  );
}

/** The server says what is wrong in it; what is no JSON at all is named at once. */
function parse(text: string): ReadinessChecklist | undefined {
  try {
    return JSON.parse(text) as ReadinessChecklist;
  } catch {
    return undefined;
  }
}
