// 服务目录: what is offered at home, at which price, by whom and when not; a change holds from its day on.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { NumberField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { homeCareRoutes, type CatalogueItemBody } from '../contract.ts';
import {
  serviceCategories,
  type CatalogueItem,
  type RiskQuestion,
  type ServiceCategory,
} from '../rules/catalogue-item.ts';
import { mayEditCatalogue } from './home-care-permissions.ts';
import { HomeCareTabs } from './home-care-tabs.tsx';
import styles from './home-care.module.css';

const blank: Omit<CatalogueItem, 'unitId' | 'fromOn' | 'simulated'> = {
  code: '',
  name: '',
  category: 'nursing',
  plainWords: '',
  priceFen: 0,
  minutes: 60,
  qualifications: { leastYears: 5, trainings: [] },
  consumables: [],
  contraindications: [],
  riskQuestions: [],
};

export function CataloguePage() {
  const { t } = useWords();
  const api = useApi();
  const edits = useMay(mayEditCatalogue);
  const [editing, setEditing] = useState<string>();
  const catalogue = useQuery({
    queryKey: ['home-care', 'catalogue'],
    queryFn: ({ signal }) => api.call(homeCareRoutes.catalogue, { signal }),
  });
  return (
    <>
      <PageHead title={t('homeCare.catalogue')}>
        {edits && (
          <Button icon="plus" onClick={() => setEditing('')}>
            {t('homeCare.item.new')}
          </Button>
        )}
      </PageHead>
      <HomeCareTabs />
      <p className="quiet">{t('homeCare.item.dated')}</p>
      {editing === '' && <ItemForm item={blank} isNew onDone={() => setEditing(undefined)} />}
      <QueryView query={catalogue} skeleton={<Skeleton lines={8} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('homeCare.item.none')}>{t('homeCare.item.noneText')}</Empty>
          ) : (
            <div className={styles['cards']}>
              {items.map((item) =>
                editing === item.code ? (
                  <ItemForm key={item.code} item={item} onDone={() => setEditing(undefined)} />
                ) : (
                  <ItemCard key={item.code} item={item} {...(edits && { onEdit: () => setEditing(item.code) })} />
                ),
              )}
            </div>
          )
        }
      </QueryView>
    </>
  );
}

function ItemCard({ item, onEdit }: { item: CatalogueItem; onEdit?: () => void }) {
  const { t, money, date } = useWords();
  const list = (texts: readonly string[]) => texts.join(t('ui.comma')) || t('homeCare.nothing');
  return (
    <section className={styles['card']}>
      <div className={styles['row']}>
        <h2>{item.name}</h2>
        <span className="quiet">{item.code}</span>
        {item.simulated && <SimulatedBadge />}
      </div>
      <p>
        <strong>{money(item.priceFen)}</strong> · {t('homeCare.minutes', { minutes: item.minutes })} ·{' '}
        {t(`homeCare.category.${item.category}`)}
      </p>
      <dl className={styles['facts']}>
        <dt>{t('homeCare.item.who')}</dt>
        <dd>
          {t('homeCare.item.years', { years: item.qualifications.leastYears })}
          {item.qualifications.trainings.length > 0 &&
            t('ui.comma') + list(item.qualifications.trainings.map((one) => t(`homeCare.category.${one}`)))}
        </dd>
        <dt>{t('homeCare.item.consumables')}</dt>
        <dd>{list(item.consumables.map((one) => `${one.name} ${one.quantity}${one.unit}`))}</dd>
        <dt>{t('homeCare.item.contraindications')}</dt>
        <dd>{list(item.contraindications)}</dd>
        <dt>{t('homeCare.item.risks')}</dt>
        <dd>{item.riskQuestions.map((one) => one.text).join('；') || t('homeCare.nothing')}</dd>
        <dt>{t('homeCare.fromOn')}</dt>
        <dd>
          {date(item.fromOn)}
          {item.toOn && ` – ${date(item.toOn)}`}
        </dd>
      </dl>
      {onEdit && (
        <div>
          <Button onClick={onEdit}>{t('homeCare.item.edit')}</Button>
        </div>
      )}
    </section>
  );
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const refusals: Record<string, RiskQuestion['refusesWhen']> = { 是: 'yes', 否: 'no', yes: 'yes', no: 'no' };

function ItemForm({
  item,
  isNew = false,
  onDone,
}: {
  item: Omit<CatalogueItem, 'unitId' | 'fromOn' | 'simulated'>;
  isNew?: boolean;
  onDone: () => void;
}) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [value, setValue] = useState(() => ({
    code: item.code,
    name: item.name,
    category: item.category,
    plainWords: item.plainWords,
    price: (item.priceFen / 100).toFixed(2),
    minutes: String(item.minutes),
    years: String(item.qualifications.leastYears),
    fromOn: dayOf(new Date()),
    toOn: item.toOn ?? '',
    consumables: item.consumables
      .map((one) => [one.code, one.name, one.quantity, one.unit, (one.priceFen / 100).toFixed(2)].join(' '))
      .join('\n'),
    contraindications: item.contraindications.join('\n'),
    risks: item.riskQuestions
      .map((one) => (one.refusesWhen === 'never' ? one.text : `${one.text} ${one.refusesWhen === 'yes' ? '是' : '否'}`))
      .join('\n'),
  }));
  const [trouble, setTrouble] = useState<string>();
  const change = (part: Partial<typeof value>) => setValue({ ...value, ...part });
  const save = useMutation({
    mutationFn: (body: CatalogueItemBody) => api.call(homeCareRoutes.saveItem, { body }),
    onSuccess: () => {
      announce(t('homeCare.item.saved'));
      void queries.invalidateQueries({ queryKey: ['home-care', 'catalogue'] });
      onDone();
    },
  });
  const submit = () => {
    const priceFen = Math.round(Number(value.price) * 100);
    const consumables = lines(value.consumables).map((line) => line.split(/\s+/));
    if (!/^\d{1,6}(\.\d{1,2})?$/.test(value.price.trim())) return setTrouble(t('homeCare.item.priceWrong'));
    const bad = consumables.find(
      (one) => one.length !== 5 || !/^\d+$/.test(one[2]!) || !/^\d+(\.\d{1,2})?$/.test(one[4]!),
    );
    if (bad) return setTrouble(t('homeCare.item.consumableWrong', { line: bad.join(' ') }));
    setTrouble(undefined);
    return save.mutate({
      code: value.code.trim(),
      name: value.name.trim(),
      category: value.category,
      plainWords: value.plainWords.trim(),
      priceFen,
      minutes: Number(value.minutes),
      fromOn: value.fromOn,
      ...(value.toOn && { toOn: value.toOn }),
      qualifications: { leastYears: Number(value.years), trainings: [value.category] },
      consumables: consumables.map(([code, name, quantity, unit, price]) => ({
        code: code!,
        name: name!,
        quantity: Number(quantity),
        unit: unit!,
        priceFen: Math.round(Number(price) * 100),
      })),
      contraindications: lines(value.contraindications),
      riskQuestions: lines(value.risks).map((line, index) => {
        const [, text = line, answer = ''] = /^(.*?)(?:\s+(是|否|yes|no))?$/.exec(line) ?? [];
        return { key: `r${index + 1}`, text, refusesWhen: refusals[answer] ?? 'never' };
      }),
    });
  };
  return (
    <section className={styles['card']}>
      <Form
        label={t('homeCare.item.edit')}
        verb={t('homeCare.item.save')}
        busy={save.isPending}
        troubles={trouble ? [{ text: trouble }] : []}
        onSubmit={submit}
        beside={
          <Button kind="quiet" onClick={onDone}>
            {t('homeCare.later')}
          </Button>
        }
      >
        {isNew && (
          <TextField
            name="code"
            label={t('homeCare.item.code')}
            value={value.code}
            onChange={(code) => change({ code })}
          />
        )}
        <TextField
          name="name"
          label={t('homeCare.item.name')}
          value={value.name}
          onChange={(name) => change({ name })}
        />
        <SelectField
          name="category"
          label={t('homeCare.item.category')}
          hint={t('homeCare.item.categoryHint')}
          value={value.category}
          onChange={(category) => change({ category: category as ServiceCategory })}
          choices={serviceCategories.map((one) => ({ value: one, label: t(`homeCare.category.${one}`) }))}
        />
        <TextField
          name="plainWords"
          label={t('homeCare.item.plainWords')}
          lines={2}
          maxLength={300}
          value={value.plainWords}
          onChange={(plainWords) => change({ plainWords })}
        />
        <TextField
          name="price"
          label={t('homeCare.item.price')}
          value={value.price}
          onChange={(price) => change({ price })}
        />
        <NumberField
          name="minutes"
          label={t('homeCare.item.minutes')}
          unit={t('homeCare.unit.minutes')}
          range={{ possible: [5, 600] }}
          value={value.minutes}
          onChange={(minutes) => change({ minutes })}
        />
        <NumberField
          name="years"
          label={t('homeCare.item.leastYears')}
          unit={t('homeCare.unit.years')}
          range={{ possible: [0, 40] }}
          value={value.years}
          onChange={(years) => change({ years })}
        />
        <TextField
          name="consumables"
          label={t('homeCare.item.consumables')}
          hint={t('homeCare.item.consumablesHint')}
          lines={3}
          optional
          value={value.consumables}
          onChange={(consumables) => change({ consumables })}
        />
        <TextField
          name="contraindications"
          label={t('homeCare.item.contraindications')}
          hint={t('homeCare.item.linesHint')}
          lines={3}
          optional
          value={value.contraindications}
          onChange={(contraindications) => change({ contraindications })}
        />
        <TextField
          name="risks"
          label={t('homeCare.item.risks')}
          hint={t('homeCare.item.risksHint')}
          lines={4}
          optional
          value={value.risks}
          onChange={(risks) => change({ risks })}
        />
        <TextField
          name="fromOn"
          type="date"
          label={t('homeCare.fromOn')}
          value={value.fromOn}
          onChange={(fromOn) => change({ fromOn })}
        />
        <TextField
          name="toOn"
          type="date"
          label={t('homeCare.toOn')}
          optional
          value={value.toOn}
          onChange={(toOn) => change({ toOn })}
        />
        {save.error && <Failure error={save.error} safe={t('homeCare.kept')} />}
      </Form>
    </section>
  );
}
