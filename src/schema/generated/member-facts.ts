// Made from rules/vocabulary.json by `npm run generate`. A test holds that it is up to date.
import type { ByClause, Finding, OrUnknown } from '../fact-values.js';

/** Facts of a member of a household. */
export interface MemberFacts {
  /** 属于‘等’字所包含的其他情形 · falls under the open words ‘and the like’ */
  readonly otherLikeCategoryFinding?: OrUnknown<ByClause<Finding>>;
  /** 年龄 · age (years) */
  readonly memberAge?: OrUnknown<number>;
  /** 性别 · sex */
  readonly sex?: OrUnknown<'female' | 'male'>;
  /** 属于残疾人 · disabled */
  readonly isDisabled?: OrUnknown<boolean>;
  /** 属于重度残疾人 · severely disabled */
  readonly isSeverelyDisabled?: OrUnknown<boolean>;
  /** 属于重病患者 · seriously ill */
  readonly isSeriouslyIll?: OrUnknown<boolean>;
  /** 劳动能力 · capacity to work */
  readonly labourCapacity?: OrUnknown<'full' | 'partial' | 'none'>;
  /** 靠家庭供养 · depends on the support of the family */
  readonly dependsOnFamilySupport?: OrUnknown<boolean>;
  /** 生活自理困难 · has difficulty with self-care */
  readonly selfCareDifficulty?: OrUnknown<Finding>;
  /** 属于慢性病患者 · has a chronic illness */
  readonly isChronicPatient?: OrUnknown<boolean>;
  /** 所患属于九类大病 · has one of the nine major illnesses */
  readonly nineMajorIllnessFinding?: OrUnknown<Finding>;
  /** 患有精神病 · has a mental illness */
  readonly hasMentalIllness?: OrUnknown<boolean>;
  /** 保险支付后自负费用仍有困难 · still in difficulty with costs that insurance leaves */
  readonly selfPaidStillDifficultFinding?: OrUnknown<Finding>;
  /** 医保参保情况 · insurance held */
  readonly insurance?: OrUnknown<{ readonly basic?: OrUnknown<boolean>; readonly critical?: OrUnknown<boolean>; readonly supplementary?: OrUnknown<boolean>; readonly medicalAssistance?: OrUnknown<boolean> }>;
  /** 已签约家庭医生 · has a family-doctor contract */
  readonly familyDoctorContract?: OrUnknown<boolean>;
  /** 孕产或新生儿情况 · pregnancy or newborn status */
  readonly reproductiveStatus?: OrUnknown<'none' | 'preconception' | 'pregnant' | 'newborn'>;
  /** 就读学段 · stage of education */
  readonly educationStage?: OrUnknown<'none' | 'preschool' | 'primary' | 'juniorSecondary' | 'seniorGeneral' | 'secondaryVocational' | 'higher'>;
  /** 处在义务教育年龄 · of compulsory-school age */
  readonly isSchoolAgeCompulsory?: OrUnknown<boolean>;
  /** 在校寄宿 · boards at school */
  readonly isBoarding?: OrUnknown<boolean>;
  /** 实际在校月数 · months actually attended (months) */
  readonly attendedMonths?: OrUnknown<number>;
  /** 就读普惠性幼儿园 · attends an inclusive kindergarten */
  readonly kindergartenIsInclusive?: OrUnknown<boolean>;
  /** 所在幼儿园经区级以上教育部门认定 · the kindergarten is recognised by a district or higher education authority */
  readonly kindergartenRecognised?: OrUnknown<boolean>;
  /** 就读农村义务教育学校 · attends a rural compulsory school */
  readonly schoolIsRural?: OrUnknown<boolean>;
  /** 在校在籍 · enrolled and registered */
  readonly isEnrolledRegistered?: OrUnknown<boolean>;
  /** 接受免费中等职业教育 · in free vocational education */
  readonly isFreeVocational?: OrUnknown<boolean>;
  /** 就读全日制高校 · in full-time higher education */
  readonly isFullTimeHigher?: OrUnknown<boolean>;
  /** 属于特殊困难学生 · a student in special difficulty */
  readonly speciallyDifficultStudentFinding?: OrUnknown<Finding>;
  /** 属于因学致贫家庭的学生 · a student of a family made poor by schooling */
  readonly poorDueToSchooling?: OrUnknown<boolean>;
  /** 属于未就业高校毕业生 · a graduate without work */
  readonly isUnemployedGraduate?: OrUnknown<boolean>;
  /** 属于劳动力 · of the labour force */
  readonly isLabourer?: OrUnknown<boolean>;
  /** 参加职业技能培训 · in vocational training */
  readonly inVocationalTraining?: OrUnknown<boolean>;
  /** 难以通过市场实现就业 · hard to place in work through the market */
  readonly hardToEmployFinding?: OrUnknown<Finding>;
  /** 属于大龄劳动力 · an older worker */
  readonly isOlderLabourer?: OrUnknown<boolean>;
  /** 返乡下乡创业（农民工或大学生） · came back to the countryside to start a business */
  readonly isReturneeEntrepreneur?: OrUnknown<boolean>;
  /** 属于青年致富带头人 · a young leader in earning more */
  readonly youthLeaderFinding?: OrUnknown<Finding>;
  /** 属于妇女创业能手 · a woman found able in business */
  readonly womanEntrepreneurFinding?: OrUnknown<Finding>;
  /** 属于有条件就业的残疾人 · disabled and in a position to work */
  readonly employmentCapableDisabled?: OrUnknown<Finding>;
  /** 符合代缴养老保险费的条件 · meets the conditions for premiums paid by government */
  readonly pensionSubsidyConditionFinding?: OrUnknown<Finding>;
  /** 属于老年人 · elderly */
  readonly isElderly?: OrUnknown<boolean>;
  /** 属于未成年人 · a minor */
  readonly isMinor?: OrUnknown<boolean>;
  /** 留守情况 · left-behind status */
  readonly leftBehindType?: OrUnknown<'none' | 'child' | 'woman' | 'elder'>;
  /** 属于孤儿 · an orphan */
  readonly isOrphan?: OrUnknown<boolean>;
  /** 属于事实无人抚养儿童 · a child in fact without care */
  readonly isDeFactoUnattendedChild?: OrUnknown<boolean>;
  /** 属于特困妇女 · a woman in special poverty */
  readonly speciallyPoorWomanFinding?: OrUnknown<Finding>;
  /** 失信失德行为 · misconduct */
  readonly misconductFinding?: OrUnknown<readonly ('noFamilySupport' | 'fraudulentClaim' | 'seriousBreachOfPublicOrder' | 'other')[]>;
}
