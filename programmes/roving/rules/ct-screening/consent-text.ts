// What people are told before they agree to a low-dose CT; a changed text gets a new version, the old ones stay.

export interface ConsentText {
  version: string;
  title: string;
  paragraphs: readonly string[];
  /** Drafted by us: no ethics board or hospital has approved it yet. */
  draft: boolean;
}

export const consentTexts: readonly ConsentText[] = [
  {
    version: '2026-1',
    title: '低剂量 CT 检查知情同意书',
    draft: true,
    paragraphs: [
      '这是什么：用 CT 给肺部拍片，躺着做，不打针，几分钟就好。目的是早点发现肺里的小毛病。',
      '有辐射：CT 要用 X 射线。低剂量 CT 的辐射比普通 CT 少，但不是没有。怀孕或可能怀孕的人不能做，请先告诉工作人员。',
      '可能看到别的问题：片子上可能看到肺结节，也可能看到心脏、甲状腺等处的问题。大多数小结节是良性的，但需要按医生说的时间复查。',
      '可能有偏差：片子没看到问题，不等于以后不会有。也可能片子上有影子，复查后发现没事。',
      '不做也可以：做不做由您自己定，不影响您看病和报销。拍片之前随时可以撤回同意。',
      '结果怎么用：片子和报告存进您的健康档案，由阅片医院和您的家庭医生看，用来安排复查。',
    ],
  },
];

export const currentConsent = consentTexts.at(-1)!;
/** The whole text, as it is hashed: what people agreed to can be proved later. */
export const consentWords = ({ version, title, paragraphs }: ConsentText): string =>
  [version, title, ...paragraphs].join('\n');
