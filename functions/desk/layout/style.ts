import { createHash } from 'node:crypto'
import { chartStyle, styleFoundation } from '../../../shared/render/page/style-foundation.ts'

/** The only style sheet of the desk. It has the same look as the public pages. */
export const styleSheet = `${styleFoundation}
:root{--good:#1d6b34;--wrong:#b3261e}
@media (prefers-color-scheme:dark){:root{--good:#7fd399;--wrong:#ff9a91}}
[tabindex="-1"]:focus{outline:none}
:focus-visible{outline:3px solid var(--contrast);outline-offset:2px;border-radius:2px}
.frame{max-width:72rem;margin:0 auto;padding:0 1.25rem}
.bar{background:var(--paper);border-bottom:1px solid var(--rule)}
.bar .frame{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center;padding-top:.5rem}
.mark{font-weight:800;letter-spacing:-.02em;font-size:1.2rem;color:var(--ink);text-decoration:none;padding:.35rem 0}
.mark span{color:var(--contrast)}
.who{margin-left:auto;display:flex;flex-wrap:wrap;gap:.25rem .9rem;align-items:center;font-size:.875rem;color:var(--muted)}
.who form{display:flex;gap:.15rem}
.who>a{color:var(--ink);font-weight:600;overflow-wrap:anywhere}
.plain{border:0;background:none;color:var(--first);font-weight:600;padding:.3rem .35rem;min-height:2rem;text-decoration:underline;text-underline-offset:.18em}
.plain[aria-current]{color:var(--ink);text-decoration:none}
.sections{flex-basis:100%;min-width:0}
.sections ul{overflow-x:auto;scrollbar-width:thin;list-style:none;display:flex;gap:.25rem;margin:0;padding:0;white-space:nowrap}
.sections a{display:block;color:var(--ink);text-decoration:none;font-weight:600;font-size:.95rem;padding:.6rem .7rem .55rem;border-bottom:4px solid transparent}
.sections a:hover{background:var(--wash)}
.sections a[aria-current]{border-color:var(--first);color:var(--first)}
main{padding-top:1.75rem!important;padding-bottom:3rem!important;min-height:60vh}
.trailing{margin:0 0 .75rem;font-size:.9rem}
h1{font-weight:800;font-size:clamp(1.6rem,3.4vw,2.1rem);line-height:1.15;letter-spacing:-.025em;margin:0 0 .5rem;text-wrap:balance}
h2{font-weight:800;font-size:1.3rem;letter-spacing:-.02em;line-height:1.25;margin:2.25rem 0 .7rem}
h3{font-weight:600;font-size:1.05rem;margin:1.4rem 0 .35rem}
p{margin:.35rem 0 .8rem;max-width:46rem}
.lead{font-size:1.05rem;color:var(--muted)}
.small,.hint{font-size:.875rem;color:var(--muted)}
.hint{margin:0 0 .35rem}
button,.button,select,input,textarea{font:inherit;color:inherit}
button,.button{display:inline-block;cursor:pointer;font-weight:600;background:var(--paper);border:1px solid var(--muted);border-radius:.4rem;padding:.55rem 1.1rem;min-height:2.75rem;line-height:1.5;text-decoration:none}
.main{background:var(--first);border-color:var(--first);color:var(--ground)}
.main:hover{filter:brightness(.92)}
.risky{border-color:var(--wrong);color:var(--wrong)}
form[data-sent] button{opacity:.6;cursor:progress}
h1 .tag{letter-spacing:normal;vertical-align:middle}
.buttons{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin:1.5rem 0 0}
.buttons+.scroll,.buttons+.filter,.buttons+p,.buttons+.box,form+details{margin-top:1.25rem}
td .buttons{margin:0}
.tabs [aria-current]{border-color:var(--first);color:var(--first)}
.box .scroll+dl{margin-top:.9rem}
pre,.text{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--paper);border:1px solid var(--rule);border-radius:.4rem;padding:1rem;margin:0}
.field{margin:0 0 1.25rem;max-width:34rem}
fieldset{border:0;margin:0 0 1.25rem;padding:0;min-width:0}
legend{padding:0;font-weight:600;margin-bottom:.25rem}
fieldset.group{border-top:1px solid var(--rule);padding-top:1rem;margin-top:1.75rem}
fieldset.group>legend{font-weight:800;font-size:1.15rem;letter-spacing:-.015em;padding-right:.75rem}
label{font-weight:600;display:block;margin-bottom:.2rem}
.optional{font-weight:400;color:var(--muted)}
input[type=text],input[type=tel],input[type=email],input[type=date],input[type=number],input[type=search],input[type=file],select,textarea{width:100%;background:var(--paper);border:1px solid var(--muted);border-radius:.4rem;padding:.55rem .7rem;min-height:2.75rem}
input[type=date]{max-width:13rem}
.short{max-width:14rem}
textarea{min-height:7rem;resize:vertical}
.choice{display:flex;gap:.6rem;align-items:flex-start;margin:.3rem 0;font-weight:400}
.choice input{width:1.35rem;height:1.35rem;margin:.1rem 0 0;flex:none;accent-color:var(--first)}
.choice label{font-weight:400;margin:0;padding:.05rem .5rem .3rem 0}
.field.wrong,fieldset.wrong{border-left:5px solid var(--wrong);padding-left:.9rem}
.says{color:var(--wrong);font-weight:600;margin:0 0 .35rem}
.wrong input,.wrong select,.wrong textarea{border-color:var(--wrong);border-width:2px}
.now{background:var(--wash);border-left:4px solid var(--contrast);padding:.3rem .7rem;font-size:.9rem;margin:.35rem 0 0}
.box{background:var(--paper);border:1px solid var(--rule);border-left-width:6px;border-radius:.4rem;padding:.9rem 1.2rem;margin:0 0 1.5rem;max-width:50rem}
.box h2,.box h3{margin:0 0 .35rem;font-size:1.1rem}
.box ul{margin:.2rem 0 .3rem;padding-left:1.2rem}
.box p:last-child{margin-bottom:0}
.box.bad{border-color:var(--wrong)}
.box.bad a{color:var(--wrong);font-weight:600}
.box.good{border-color:var(--good)}
.box.heed{border-color:var(--contrast)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.95rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:0 0 .4rem}
th,td{text-align:left;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
thead th{color:var(--muted);font-weight:600;font-size:.875rem;vertical-align:bottom}
tbody th{font-weight:600}
th .small{font-weight:400}
tbody tr:hover{background:var(--wash)}
.number{text-align:right;white-space:nowrap}
thead .number{white-space:normal}
tbody th{min-width:9rem}
tbody th:has(.choice){min-width:0}
.nowrap{white-space:nowrap}
.slim{max-width:40rem}
.plain-list{list-style:none;margin:0;padding:0}
td .choice{margin:0}
dl{display:grid;grid-template-columns:minmax(8rem,13rem) 1fr;gap:.4rem 1.2rem;margin:0;max-width:46rem}
dt{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere}
.tag{display:inline-block;border:1px solid currentcolor;border-radius:1rem;padding:.02rem .6rem;font-size:.8rem;font-weight:600;color:var(--muted);white-space:nowrap}
.tag.good{color:var(--good)}.tag.bad{color:var(--wrong)}.tag.heed{color:var(--contrast)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:1rem;list-style:none;margin:0;padding:0}
.cards li{background:var(--paper);border:1px solid var(--rule);border-top:5px solid var(--first);border-radius:.4rem;padding:.9rem 1.1rem}
.cards a{font-weight:600}
.cards .big{display:block;font-weight:800;font-size:2rem;line-height:1.1;letter-spacing:-.03em}
.columns{display:grid;grid-template-columns:minmax(0,1.6fr) minmax(0,1fr);gap:0 3rem}
.steps{list-style:none;margin:1.2rem 0 0;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.5rem}
.steps li{background:var(--paper);border:1px solid var(--rule);border-top:6px solid var(--track);border-radius:.4rem;padding:.6rem .7rem;font-size:.9rem;display:flex;flex-direction:column;gap:.15rem}
.steps .held{border-top-color:var(--first)}
.steps b{font-size:1.05rem}
.steps a{font-weight:600;margin-top:auto;padding:.25rem 0}
.way dt{color:var(--ink);font-weight:600}
.way dd{padding-bottom:.6rem}
.way p{margin:0 0 .2rem}
.find{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.6rem;align-items:end;max-width:46rem}
.find .field{margin:0;max-width:none}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1rem 2rem}
td svg{display:block;width:100%;min-width:6rem;height:.5rem;margin-top:.15rem}
svg .first{fill:var(--first)}
svg .contrast{fill:var(--contrast)}
svg .track{fill:var(--track)}
svg .rule{stroke:var(--rule)}
svg .pale{opacity:.45}
.big{font-weight:800;font-size:1.6rem;letter-spacing:-.02em}
.indicators .box{max-width:none}
.charts{display:grid;grid-template-columns:1fr 1fr;gap:2.5rem}
.charts h2{font-size:1.05rem;margin:0 0 .4rem}
${chartStyle}
.filter{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:end;margin:0 0 1.5rem}
.filter .field{flex:1 1 12rem;max-width:22rem;margin:0 0 .75rem}
.filter .buttons{margin:0 0 .75rem}
.more{margin-top:1.25rem}
details{border-top:1px solid var(--rule);padding:.65rem 0}
summary{cursor:pointer;font-weight:600;padding:.35rem 0}
footer{border-top:1px solid var(--rule);padding:1rem 0 2rem;font-size:.85rem;color:var(--muted)}
@media (max-width:46rem){
.frame{padding:0 1rem}
.who{margin-left:0}
.columns,.pair,.charts{grid-template-columns:minmax(0,1fr)}
.find{grid-template-columns:minmax(0,1fr)}
.steps{grid-template-columns:1fr}
.steps li{border-top-width:1px;border-left:6px solid var(--track)}
.steps .held{border-top-color:var(--rule);border-left-color:var(--first)}
dl{grid-template-columns:1fr;gap:0}
dd{margin-bottom:.5rem}
.buttons>*{flex:1 1 100%;text-align:center}
.tabs>*{flex:1 1 auto}
td:not(.number){min-width:6.5rem}
table:has(select) thead{display:none}
table:has(select) :is(tr,th,td){display:block}
table:has(select) tr{padding:.5rem 0;border-bottom:1px solid var(--rule)}
table:has(select) :is(th,td){border:0;padding:.15rem 0}
td:has(input){min-width:0}
}
@media print{.bar,.buttons,footer,.skip{display:none}body{background:#fff}}
`

/** The address changes with the text, so that browsers may cache it for good. */
export const stylePath = `/assets/desk.${createHash('sha256').update(styleSheet).digest('hex').slice(0, 12)}.css`
