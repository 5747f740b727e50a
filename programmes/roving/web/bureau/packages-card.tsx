// The check-up packages by age and sex; a change makes the county's own list.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { packageSexes, type CheckUpPackage } from '../../rules/check-up-package.ts';
import { specialVisitRoutes } from '../../special-visit-contract.ts';
import { useProblemTexts } from './use-problem-texts.ts';
import { rovingKey } from './use-roving.ts';
import styles from './roving.module.css';

export function PackagesCard() {
  const { t } = useWords();
  const api = useApi();
  const mayWrite = useMay('roving.basis.write');
  const [open, setOpen] = useState<string>();
  const packages = useQuery({
    queryKey: [...rovingKey, 'packages'],
    queryFn: ({ signal }) => api.call(specialVisitRoutes.packages, { signal }),
  });
  return (
    <section className={styles['card']} aria-label={t('roving.packages')}>
      <h2>{t('roving.packages')}</h2>
      <QueryView query={packages}>
        {(data) => (
          <table className={styles['changes']}>
            <thead>
              <tr>
                <th scope="col">{t('roving.packageName')}</th>
                <th scope="col">{t('roving.forWhom')}</th>
                <th scope="col">{t('roving.items')}</th>
                <th scope="col">
                  <span className="unseen">{t('roving.changePoint')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.packages.map((one) => (
                <tr key={one.packageId}>
                  <th scope="row">{one.name}</th>
                  <td>
                    {t('roving.ageSpan', { sex: t(`roving.sex.${one.sex}`), from: one.fromYears, to: one.toYears })}
                  </td>
                  <td>
                    {open === one.packageId ? (
                      <PackageForm key={one.version} of={one} onDone={() => setOpen(undefined)} />
                    ) : (
                      one.items.join(t('ui.comma'))
                    )}
                  </td>
                  <td>
                    {mayWrite && (
                      <Button kind="quiet" onClick={() => setOpen(open === one.packageId ? undefined : one.packageId)}>
                        {t(open === one.packageId ? 'roving.close' : 'roving.changePoint')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </QueryView>
    </section>
  );
}

function PackageForm({ of, onDone }: { of: CheckUpPackage; onDone: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const troubleTexts = useProblemTexts();
  const [name, setName] = useState(of.name);
  const [sex, setSex] = useState(of.sex);
  const [ages, setAges] = useState(`${of.fromYears}-${of.toYears}`);
  const [items, setItems] = useState(of.items.join('、'));
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const save = async () => {
    const span = /^(\d{1,3})\s*[-–~至]\s*(\d{1,3})$/.exec(ages.trim());
    if (!span) return setTroubles([{ field: 'ages', text: t('roving.agesTrouble') }]);
    try {
      await api.call(specialVisitRoutes.changePackage, {
        params: { packageId: of.packageId },
        body: {
          name: name.trim(),
          sex,
          fromYears: Number(span[1]),
          toYears: Number(span[2]),
          items: items
            .split(/[、,，\n]+/)
            .map((item) => item.trim())
            .filter(Boolean),
        },
        ifMatch: of.version,
        idempotencyKey: newId(),
      });
      announce(t('roving.packageSaved'));
      onDone();
    } catch (error) {
      setTroubles(troubleTexts(error));
    }
    await queries.invalidateQueries({ queryKey: [...rovingKey, 'packages'] });
  };
  return (
    <Form label={t('roving.packages')} verb={t('roving.save')} troubles={troubles} onSubmit={() => void save()}>
      <TextField name="name" label={t('roving.packageName')} value={name} onChange={setName} />
      <ChoiceField
        name="sex"
        label={t('roving.forWhom')}
        value={sex}
        onChange={setSex}
        choices={packageSexes.map((one) => ({ value: one, label: t(`roving.sex.${one}`) }))}
      />
      <TextField
        id="ages"
        name="ages"
        label={t('roving.ages')}
        hint={t('roving.agesHint')}
        value={ages}
        onChange={setAges}
      />
      <TextField
        name="items"
        label={t('roving.items')}
        hint={t('roving.itemsHint')}
        lines={3}
        value={items}
        onChange={setItems}
      />
    </Form>
  );
}
