// Which columns the sheet has, which of them are needed, and how they are written.
import { useTranslation } from 'react-i18next';
import styles from './bureau.module.css';
import { importKinds, type ImportKind } from './import-kinds.ts';

type Need = 'yes' | 'id' | 'no';
/** `id`: may be left out where the ID number says it. */
const needs: Record<ImportKind, Record<string, Need>> = {
  residents: { 姓名: 'yes', 性别: 'id', 出生日期: 'id', '村（社区）代码': 'yes' },
  staff: { 姓名: 'yes', 机构编号: 'yes', 岗位: 'yes' },
  units: { 编号: 'yes', 名称: 'yes', 类别: 'yes' },
};
/** Written as in a sheet; the headings are Chinese in every language. */
const examples: Record<string, string> = {
  姓名: '潘秀英',
  性别: '女',
  出生日期: '1954-11-29',
  身份证号: '330199195411294223',
  电话: '13812345678',
  '村（社区）代码': '330112104201',
  住址: '於潜镇田干村18号',
  户编号: 'A12',
  与户主关系: '配偶',
  机构编号: '330112104001',
  岗位: '全科医生',
  职称: '主治医师',
  专科: '心血管内科',
  执业证书编号: '110330100001234',
  编号: '330112100',
  名称: '於潜镇',
  类别: '乡镇',
  上级编号: '330112',
  地址: '天目路 1 号',
};

export function ImportColumns({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation();
  const { columns } = importKinds.find((one) => one.kind === kind)!;
  return (
    <details className={styles['columns']} open>
      <summary>{t('registry.importColumns')}</summary>
      <p className="quiet">
        {t('registry.importColumnsText')}{' '}
        <a href={`/api/imports/${kind}/template?portal=bureau`} download>
          {t('registry.importTemplate')}
        </a>
      </p>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('registry.importColumns')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('registry.importColumn')}</th>
              <th scope="col">{t('registry.importNeed')}</th>
              <th scope="col">{t('registry.importExample')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column}>
                <th scope="row">{column}</th>
                <td>{t(`registry.importNeed.${needs[kind][column] ?? 'no'}`)}</td>
                <td>{examples[column]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
