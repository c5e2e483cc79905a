// Made from rules/vocabulary.json by `npm run generate`. A test holds that it is up to date.
import type { Amount, ByClause, DayWritten, Finding, OrUnknown } from '../fact-values.js';

/** Facts of a household. */
export interface HouseholdFacts {
  /** 盟市或旗县等下位辖区 · local area (league, city, banner or county) */
  readonly localArea?: OrUnknown<string>;
  /** 家庭人口数 · number of persons in the household (persons/household) */
  readonly householdSize?: OrUnknown<number>;
  /** 家庭月总收入 · household income in a month, all members (CNY/household/month) */
  readonly householdMonthlyIncome?: OrUnknown<Amount>;
  /** 家庭年总收入 · household income in a year, all members (CNY/household/year) */
  readonly householdAnnualIncome?: OrUnknown<Amount>;
  /** 属于农牧户 · a farming or herding household */
  readonly isFarmingOrHerdingHousehold?: OrUnknown<boolean>;
  /** 建档立卡状态 · status on the poverty register */
  readonly povertyRegistration?: OrUnknown<'neverRegistered' | 'notLifted' | 'lifted' | 'relapsed'>;
  /** 属于新增加的贫困户 · newly registered as poor */
  readonly isNewlyRegisteredPoor?: OrUnknown<boolean>;
  /** 属于临时性返贫 · has fallen back into poverty temporarily */
  readonly temporaryRelapseFinding?: OrUnknown<Finding>;
  /** 属于‘等’字所包含的其他情形 · falls under the open words ‘and the like’ */
  readonly otherLikeCategoryFinding?: OrUnknown<ByClause<Finding>>;
  /** 属于边缘户 · a marginal household */
  readonly marginalHouseholdFinding?: OrUnknown<Finding>;
  /** 脱贫不稳定 · lifted out of poverty but not stable */
  readonly unstableLiftedFinding?: OrUnknown<Finding>;
  /** 脱贫成果不稳定 · what the lifting achieved is not stable */
  readonly liftedResultUnstable?: OrUnknown<Finding>;
  /** 持续稳定增收能力不强 · little capacity to go on earning more */
  readonly weakSustainedIncomeCapacity?: OrUnknown<Finding>;
  /** 正在享受扶贫政策 · receives help under poverty policies */
  readonly receivesAntiPovertyPolicies?: OrUnknown<boolean>;
  /** 有致贫风险 · at risk of becoming poor */
  readonly povertyRiskFinding?: OrUnknown<Finding>;
  /** 在脱贫重点户名单上（18户38人） · on the list of key lifted households (18 households, 38 persons) */
  readonly inKeyLiftedCohort?: OrUnknown<boolean>;
  /** 在文件所列名单上 · on a list counted in the instrument */
  readonly inNamedCohort?: OrUnknown<{ readonly 'mingshan-111'?: OrUnknown<boolean>; readonly 'mingshan-174'?: OrUnknown<boolean>; readonly 'mingshan-208'?: OrUnknown<boolean>; readonly 'mingshan-5-11'?: OrUnknown<boolean>; readonly 'mingshan-54-109'?: OrUnknown<boolean>; readonly 'rongchang-104-315'?: OrUnknown<boolean> }>;
  /** 生活困难的原因 · causes of the difficulty in living */
  readonly livingDifficultyCauses?: OrUnknown<readonly ('illness' | 'other')[]>;
  /** 致贫返贫的原因 · causes of poverty or of the fall back */
  readonly povertyCauses?: OrUnknown<readonly ('illness' | 'schooling' | 'disability' | 'disaster' | 'accident' | 'industryFailure' | 'other')[]>;
  /** 符合贫困识别条件 · meets the conditions for entry on the register */
  readonly meetsPovertyEntryConditions?: OrUnknown<Finding>;
  /** 达到脱贫标准 · meets the lifting standard */
  readonly meetsLiftingStandardFinding?: OrUnknown<Finding>;
  /** 已实现稳定脱贫 · stably lifted out of poverty */
  readonly stableLiftedFinding?: OrUnknown<Finding>;
  /** 属于深度贫困户 · a household in deep poverty */
  readonly isDeepPovertyHousehold?: OrUnknown<Finding>;
  /** 家庭经济困难 · the family is in economic difficulty */
  readonly economicDifficultyFinding?: OrUnknown<Finding>;
  /** 属于低收入家庭 · a low-income family */
  readonly lowIncomeFamilyFinding?: OrUnknown<Finding>;
  /** 属于易地扶贫搬迁户 · a household relocated to escape poverty */
  readonly isRelocatedPoor?: OrUnknown<boolean>;
  /** 新出现的帮扶需求 · new needs for support */
  readonly newSupportNeeds?: OrUnknown<readonly ('foodClothing' | 'education' | 'medical' | 'housing' | 'water' | 'industry' | 'employment' | 'training' | 'other')[]>;
  /** 经认定可继续享受的其他帮扶政策 · other policies found to stay open to the household */
  readonly otherContinuedPolicies?: OrUnknown<readonly ('drinkingWater' | 'pensionPremium' | 'disabilitySupport' | 'careServices' | 'microcredit' | 'relocationSupport')[]>;
  /** 家庭月人均收入 · household monthly income per head (CNY/person/month) */
  readonly perCapitaMonthlyIncome?: OrUnknown<Amount>;
  /** 各月人均收入 · income per head month by month */
  readonly monthlyIncomeSeries?: OrUnknown<readonly { readonly month?: OrUnknown<string>; readonly amount?: OrUnknown<Amount> }[]>;
  /** 家庭收入发生变化 · household income has changed */
  readonly incomeChanged?: OrUnknown<boolean>;
  /** 家庭条件超过低保标准 · the household’s conditions exceed the dibao standard */
  readonly householdConditionsExceedDibao?: OrUnknown<Finding>;
  /** 年人均纯收入 · annual net income per head (CNY/person/year) */
  readonly perCapitaAnnualNetIncome?: OrUnknown<Amount>;
  /** 年人均收入 · annual income per head (CNY/person/year) */
  readonly perCapitaAnnualIncome?: OrUnknown<Amount>;
  /** 年人均可支配收入 · annual disposable income per head (CNY/person/year) */
  readonly perCapitaDisposableIncome?: OrUnknown<Amount>;
  /** 人均收入不高不稳 · income per head is neither high nor stable */
  readonly incomeLowOrUnstableFinding?: OrUnknown<Finding>;
  /** 上年度家庭收入 · household income of the year before (CNY/household/year) */
  readonly priorYearHouseholdIncome?: OrUnknown<Amount>;
  /** 家庭支出 · household expenditure (CNY/household/?) */
  readonly householdExpenditure?: OrUnknown<Amount>;
  /** 支出的原因 · causes of the expenditure */
  readonly expenditureCauses?: OrUnknown<readonly ('schooling' | 'illness' | 'disaster' | 'disability' | 'other')[]>;
  /** 支出明显超过收入 · expenditure clearly exceeds income */
  readonly expenditureClearlyExceedsFinding?: OrUnknown<Finding>;
  /** 刚性支出较大 · large unavoidable spending */
  readonly rigidExpenditureFinding?: OrUnknown<Finding>;
  /** 收入可能降到脱贫标准以下 · income may fall below the lifting standard */
  readonly incomeMayFallBelowStandardFinding?: OrUnknown<Finding>;
  /** 收入结构不合理 · the make-up of the income is unsound */
  readonly incomeStructureFinding?: OrUnknown<Finding>;
  /** 补贴性收入过高 · too much of the income is subsidies */
  readonly subsidyIncomeTooHighFinding?: OrUnknown<Finding>;
  /** 全年补贴性收入 · income from subsidies in a year (CNY/household/year) */
  readonly subsidyIncomeAnnual?: OrUnknown<Amount>;
  /** 补贴政策到期或调整情况 · whether the subsidy ends or changes */
  readonly subsidyPolicyChange?: OrUnknown<'none' | 'endsBy2020' | 'midLongTermAdjustment'>;
  /** 低保状态 · dibao status */
  readonly dibaoStatus?: OrUnknown<'none' | 'receiving' | 'inTaper' | 'exited'>;
  /** 低保类别 · kind of dibao */
  readonly dibaoCategory?: OrUnknown<'rural' | 'urban'>;
  /** 符合低保条件 · meets the dibao conditions */
  readonly meetsDibaoConditions?: OrUnknown<Finding>;
  /** 特困供养状态 · tekun status */
  readonly tekunStatus?: OrUnknown<'none' | 'centralised' | 'dispersed'>;
  /** 符合特困供养条件 · meets the tekun conditions */
  readonly meetsTekunConditions?: OrUnknown<Finding>;
  /** 符合临时救助条件 · meets the conditions of temporary assistance */
  readonly meetsTemporaryAssistanceConditions?: OrUnknown<Finding>;
  /** 符合救助条件 · meets the conditions of assistance */
  readonly meetsReliefConditions?: OrUnknown<Finding>;
  /** 渐退决定 · taper decision */
  readonly taperDecision?: OrUnknown<{ readonly startMonth?: OrUnknown<string>; readonly months?: OrUnknown<number>; readonly authority?: OrUnknown<string>; readonly date?: OrUnknown<DayWritten>; readonly reference?: OrUnknown<string> }>;
  /** 渐退已过月数 · months of taper already used (months) */
  readonly taperMonthsElapsed?: OrUnknown<number>;
  /** 生活仍存在困难 · living is still difficult */
  readonly livingStillDifficultFinding?: OrUnknown<Finding>;
  /** 基本生活陷入困境 · basic living has been thrown into hardship */
  readonly basicLivingHardshipFinding?: OrUnknown<Finding>;
  /** 遭遇的困难事件 · hardship events of the household */
  readonly hardshipEvents?: OrUnknown<readonly { readonly type?: OrUnknown<'suddenEvent' | 'accidentalInjury' | 'majorIllness' | 'naturalDisaster' | 'suddenCalamity' | 'industryFailure' | 'schooling' | 'disability' | 'otherSpecial'>; readonly date?: OrUnknown<DayWritten> }[]>;
  /** 可能返贫或致贫 · may fall into poverty or fall back */
  readonly mayFallIntoPovertyFinding?: OrUnknown<Finding>;
  /** 所遇事件属于突发灾祸 · what befell the household is a sudden calamity */
  readonly suddenCalamityFinding?: OrUnknown<Finding>;
  /** 无法依靠产业扶持和就业帮助脱贫 · cannot be lifted by industry or employment support */
  readonly cannotBeLiftedByWork?: OrUnknown<Finding>;
  /** 房屋危险等级 · danger grade of the housing */
  readonly housingDangerGrade?: OrUnknown<'A' | 'B' | 'C' | 'D'>;
  /** 住房已认定为危房 · the housing is found to be dangerous */
  readonly dangerousHousingFinding?: OrUnknown<Finding>;
  /** 住房已经鉴定 · the housing has been appraised */
  readonly housingAppraised?: OrUnknown<boolean>;
  /** 住房损毁情况 · damage to the housing */
  readonly housingDamage?: OrUnknown<{ readonly cause?: OrUnknown<'naturalDisaster' | 'other'>; readonly date?: OrUnknown<DayWritten> }>;
  /** 住房老旧 · the housing is old or shabby */
  readonly housingOldOrShabby?: OrUnknown<boolean>;
  /** 饮水安全 · drinking water is safe */
  readonly drinkingWaterSafe?: OrUnknown<boolean>;
  /** 两不愁三保障达标情况 · two assurances and three guarantees */
  readonly twoAssurancesThreeGuarantees?: OrUnknown<{ readonly food?: OrUnknown<boolean>; readonly clothing?: OrUnknown<boolean>; readonly compulsoryEducation?: OrUnknown<boolean>; readonly basicMedical?: OrUnknown<boolean>; readonly safeHousing?: OrUnknown<boolean> }>;
  /** 已安排帮扶责任人 · a helper is assigned */
  readonly helperAssigned?: OrUnknown<boolean>;
  /** 原帮扶责任人能够继续帮扶 · the original helper can go on */
  readonly originalHelperAvailable?: OrUnknown<boolean>;
  /** 帮扶责任人本年入户次数 · visits by the helper this year (visits/year) */
  readonly helperVisitsThisYear?: OrUnknown<number>;
  /** 脱贫后已致富 · well off since being lifted */
  readonly becameWellOffFinding?: OrUnknown<Finding>;
  /** 停止帮扶的程序 · steps for stopping help */
  readonly discontinuationSteps?: OrUnknown<{ readonly villagerAssembly?: OrUnknown<boolean>; readonly publicNotice?: OrUnknown<boolean>; readonly announcement?: OrUnknown<boolean>; readonly other?: OrUnknown<boolean> }>;
  /** 已不再享受帮扶政策 · help has been stopped */
  readonly aidDiscontinued?: OrUnknown<boolean>;
  /** 最近一次收入监测的日期 · date of the last income monitoring */
  readonly lastIncomeMonitoringDate?: OrUnknown<DayWritten>;
  /** 返贫致贫因素已经消失 · the causes of risk are gone */
  readonly riskFactorsGoneFinding?: OrUnknown<Finding>;
  /** 收入持续稳定 · income is lastingly stable */
  readonly incomeSustainedStableFinding?: OrUnknown<Finding>;
  /** 退出程序 · exit steps */
  readonly exitSteps?: OrUnknown<{ readonly villageAssessment?: OrUnknown<boolean>; readonly townshipReview?: OrUnknown<boolean>; readonly countyApproval?: OrUnknown<boolean> }>;
  /** 救助对象确定程序 · steps for naming a relief target */
  readonly reliefTargetSteps?: OrUnknown<{ readonly twoCommitteesNomination?: OrUnknown<boolean>; readonly homeSurvey?: OrUnknown<boolean>; readonly dataComparison?: OrUnknown<boolean>; readonly villageReview?: OrUnknown<boolean>; readonly townshipAppraisal?: OrUnknown<boolean>; readonly systemEntry?: OrUnknown<boolean> }>;
  /** 返贫致贫户确认程序 · steps for confirming a relapsed household */
  readonly relapseConfirmationSteps?: OrUnknown<{ readonly siteSurvey?: OrUnknown<boolean>; readonly massesReview?: OrUnknown<boolean>; readonly townshipReview?: OrUnknown<boolean>; readonly countyRecognition?: OrUnknown<boolean> }>;
  /** 经确认属于返贫致贫户 · confirmed as a relapsed or newly poor household */
  readonly relapseConfirmedFinding?: OrUnknown<Finding>;
  /** 经程序认定属于救助对象 · found by the procedure to be a relief target */
  readonly reliefTargetFinding?: OrUnknown<Finding>;
  /** 属于返贫致贫救助对象 · a relief target */
  readonly isReliefTarget?: OrUnknown<boolean>;
  /** 已提出救助申请 · an application for relief has been filed */
  readonly reliefApplicationFiled?: OrUnknown<boolean>;
  /** 已作第三方退出评估 · a third party has evaluated the exit */
  readonly thirdPartyExitEvaluation?: OrUnknown<boolean>;
  /** 有产业项目覆盖 · covered by an industry project */
  readonly industryProjectCovered?: OrUnknown<boolean>;
  /** 家庭有劳动能力 · the household has labour capacity */
  readonly householdHasLabourCapacity?: OrUnknown<boolean>;
  /** 有贷款意愿 · willing to take a loan */
  readonly loanWillingness?: OrUnknown<boolean>;
  /** 有创收增收项目 · has a project that earns income */
  readonly incomeProject?: OrUnknown<boolean>;
  /** 有创业就业潜质 · has potential for business or work */
  readonly entrepreneurialPotentialFinding?: OrUnknown<Finding>;
  /** 有一定还款能力 · has some ability to repay */
  readonly repaymentAbilityFinding?: OrUnknown<Finding>;
  /** 建立网络平台 · sets up an online platform */
  readonly buildsOnlinePlatform?: OrUnknown<boolean>;
  /** 曾经安排过帮扶责任人 · has ever had an assigned helper */
  readonly everHadHelper?: OrUnknown<boolean>;
}
