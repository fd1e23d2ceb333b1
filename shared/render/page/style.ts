import { createHash } from 'node:crypto'
import { chartStyle, styleFoundation } from './style-foundation.ts'

/** The only style sheet of the public pages. */
export const styleSheet = `${styleFoundation}
.frame{max-width:70rem;margin:0 auto;padding:0 1.25rem}
.bar{border-bottom:1px solid var(--rule)}
.bar .frame{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;align-items:center;padding-top:.6rem;padding-bottom:.6rem;font-size:.875rem}
.mark{font-weight:800;letter-spacing:-.02em;font-size:1.2rem;color:var(--ink);text-decoration:none;margin-right:auto}
.mark span{color:var(--contrast)}
.bar form{display:flex;gap:.4rem;align-items:center}
select,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--muted);border-radius:.35rem;padding:.3rem .6rem;min-height:2.2rem}
button{cursor:pointer;font-weight:600}
.tongues{display:flex;gap:.25rem}
.tongues a,.tongues b{padding:.35rem .5rem;min-width:2.2rem;text-align:center}
.kicker{color:var(--contrast);font-weight:600;font-size:.95rem;margin:2rem 0 .3rem}
h1{font-weight:800;font-size:clamp(1.9rem,5vw,3.1rem);line-height:1.1;letter-spacing:-.03em;margin:0 0 .4rem;text-wrap:balance}
main>h1:first-child{margin-top:2rem}
h2{font-weight:800;font-size:1.6rem;letter-spacing:-.025em;line-height:1.2;margin:0 0 .75rem}
h3{font-weight:600;font-size:1rem;margin:0 0 .25rem}
h3+ul{margin:.25rem 0 1.1rem}
.small+h3{margin-top:1.5rem}
.stand{color:var(--muted);margin:0;font-size:.9rem}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 2.5rem;margin:1.8rem 0 1.6rem}
.pair>div{border-top:6px solid var(--first);padding-top:.75rem;display:grid;grid-row:span 4;grid-template-rows:subgrid}
.pair>.other{border-color:var(--contrast)}
.label{font-weight:600;font-size:1.1rem;margin:0}
.count,.is{font-weight:800;font-size:clamp(1.5rem,3.4vw,2.1rem);letter-spacing:-.03em;line-height:1.2}
.is{color:var(--muted);font-weight:400}
.part{color:var(--muted)}
.big{display:block;font-weight:800;font-size:clamp(3.6rem,10vw,6.8rem);line-height:1;letter-spacing:-.05em;margin:.05rem 0 .3rem -.04em;color:var(--first)}
.other .big{color:var(--contrast)}
.sum{margin:.1rem 0 .5rem}
.of{font-size:1.25rem;font-weight:600;letter-spacing:-.01em}
.rivals p{color:var(--muted);margin:0;font-size:.95rem}
.rivals .beside{color:var(--ink);margin-bottom:.3rem;font-size:1.05rem}
.grounds{margin-top:.6rem}
.grounds p{overflow-wrap:anywhere;font-size:.85rem;color:var(--muted);margin:.25rem 0 0;line-height:1.45}
.grounds b{color:var(--ink)}
.editions{font-size:.9rem;margin:.5rem 0 0}
.editions span{color:var(--contrast);font-weight:600}
.small{font-size:.85rem;color:var(--muted);margin:.4rem 0 0}
.small b{color:var(--ink)}
.why{background:var(--wash);border-left:6px solid var(--contrast);padding:.9rem 1.2rem;margin:0;font-size:1.15rem;line-height:1.5;text-wrap:pretty}
.stand+.why,.embed .why,.why+.note{margin-top:1.2rem}
section{padding:3rem 0 0}
.note{color:var(--muted);font-size:.9rem;margin:0 0 1rem;max-width:46rem}
.funnel{list-style:none;margin:0;padding:0;font-variant-numeric:tabular-nums}
.funnel li{display:grid;grid-template-columns:11.5rem 1fr 6rem 5rem;gap:0 1rem;align-items:center;padding:.15rem 0}
.funnel .stage{font-size:.95rem}
.funnel .stage b{display:inline-block;min-width:2.1rem}
.funnel .n{font-weight:800;text-align:right;font-size:1.15rem}
.funnel .s{text-align:right}
.funnel svg{display:block;width:100%;height:2.4rem}
.step{grid-column:2/-1;color:var(--muted);font-size:.8rem;padding:.1rem 0 .1rem .5rem}
.step::before{content:"↓ " / ""}
.funnel+.scroll{margin-top:1.2rem}
svg .first{fill:var(--first)}
svg .contrast{fill:var(--contrast)}
svg .track{fill:var(--track)}
svg .rule{stroke:var(--rule)}
svg .pale{opacity:.45}
svg .beside{stroke:var(--ink);stroke-width:3}
.find{display:flex;flex-wrap:wrap;gap:.4rem .6rem;align-items:center;margin:.2rem 0 1rem}
.find input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--muted);border-radius:.35rem;padding:.3rem .6rem;min-height:2.2rem;min-width:0;flex:0 1 18rem}
.places{columns:14rem;margin:0;padding-left:1.1rem}
.charts{display:grid;grid-template-columns:1fr 1fr;gap:2.5rem}
.charts+.scroll,details .charts{margin-top:1.2rem}
${chartStyle}
.map{margin:0}
.map>svg{display:block;width:100%;max-width:50rem;height:auto}
.map text{fill:var(--ink);font-size:13.5px;text-anchor:middle}
.map .vl{font-weight:800;font-size:17px}
.map p{margin:.8rem 0 .4rem}
.q{fill:var(--paper);stroke:var(--rule)}
${[8, 18, 28, 39, 50].map((part, i) => `.q${i}{fill:color-mix(in srgb,var(--contrast) ${part}%,var(--paper))}`).join('\n')}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:0;padding:0;font-size:.85rem;color:var(--muted)}
.legend svg{width:1rem;height:1rem;vertical-align:-.15em}
.stages{display:flex;flex-wrap:wrap;gap:.3rem;margin:1rem 0}
.stages a,.stages b{padding:.35rem .7rem;border:1px solid var(--rule);border-radius:.35rem}
.stages b{border-color:var(--ink)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:.42rem .55rem;border-bottom:1px solid var(--rule);vertical-align:top}
th{font-weight:600;color:var(--muted);vertical-align:bottom}
thead th{line-height:1.25;min-width:3.2rem}
th.t,td.t,tbody th{text-align:left}
tbody th{vertical-align:top;color:var(--ink);font-weight:600;min-width:8rem}
tbody tr:hover{background:var(--wash)}
td.t{white-space:nowrap}
td.w{white-space:normal;min-width:11rem}
.wide{font-size:.7rem}
.wide th,.wide td{padding:.35rem .22rem}
.wide thead th,.wide tbody th,.wide td.w{min-width:0}
.wide td.t{white-space:normal}
.wide td.w,.wide tbody th{overflow-wrap:anywhere}
.wide tbody th{min-width:5rem}
.wide td.w{min-width:8rem}
td.w{overflow-wrap:anywhere}
.hid{color:var(--muted)}
pre{background:var(--wash);padding:.7rem 1rem;overflow-x:auto;font-size:.85rem}
code{overflow-wrap:anywhere}
[data-check]{border:2px dashed var(--rule);padding:0 1.2rem;margin:1.2rem 0}
output span{display:block;font-weight:600;overflow-wrap:anywhere}
output .right{color:var(--first)}
output .wrong{color:var(--contrast)}
details{border-top:1px solid var(--rule);padding:.65rem 0}
details:last-of-type{border-bottom:1px solid var(--rule)}
summary{cursor:pointer;font-weight:600;padding:.2rem 0}
details>.scroll{padding:.6rem 0 .4rem}
.get{display:flex;flex-wrap:wrap;gap:.6rem;margin:0 0 2rem;padding:0;list-style:none}
.get a{display:inline-block;border:1px solid var(--first);border-radius:.35rem;padding:.5rem .9rem;text-decoration:none;font-weight:600}
.get a:hover{background:var(--first);color:var(--ground)}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.4rem 1.2rem;font-size:.9rem;margin:0}
dt{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere}
footer{border-top:1px solid var(--rule);margin-top:3rem;padding:1.2rem 0 2.5rem;font-size:.85rem;color:var(--muted)}
.ob{border-left:3px solid var(--rule);padding:.1rem 0 .1rem 1rem;margin:0 0 1.1rem}
.ob p{margin:.15rem 0}
@media (max-width:46rem){
.frame{padding:0 1rem}
.bar form{flex-basis:100%}
.bar select{flex:1;min-width:0}
.pair,.charts{grid-template-columns:minmax(0,1fr)}
.charts{gap:1.5rem}
.pair>.other{margin-top:1.6rem}
.of{display:block}
tbody th{position:sticky;left:0;background:var(--ground);max-width:9rem}
.kicker{margin-top:1.2rem}
.funnel li{grid-template-columns:1fr auto 4.6rem;gap:0 .6rem;padding:.25rem 0}
.funnel .pic{grid-column:1/-1;order:1}
.funnel svg{height:1.5rem}
.step{grid-column:1/-1;font-size:.75rem;padding-left:0}
.map .nm{display:none}
.map .vl{font-size:24px;transform:translateY(-26px)}
dl{grid-template-columns:1fr;gap:0}
dd{margin-bottom:.5rem}
}
@media print{
@page{size:A4;margin:14mm}
:root{color-scheme:light;--ground:#fff;--paper:#fff;--ink:#14202b;--muted:#56616b;--rule:#ddd8cb;--track:#ebe7dc;--first:#0b6e75;--contrast:#b83a0e;--wash:#f1ede2}
html{font-size:10pt}
body{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.bar form,.bar .frame>a:not(.mark),.find,.tongues,.get,.skip,.stages{display:none}
.frame{max-width:none;padding:0}
section{padding-top:1.6rem}
details::details-content{content-visibility:visible;display:block;block-size:auto}
.scroll{overflow:visible}
table{font-size:7.5pt}
th,td{padding:.2rem .3rem}
thead th,td.w,tbody th{min-width:0}
td.t{white-space:normal}
td.w,tbody th{overflow-wrap:anywhere}
.wide{font-size:5.5pt}
.wide th,.wide td{padding:.15rem}
.wide tbody th{min-width:3rem}
.wide td.w{min-width:5rem}
thead{display:table-header-group}
h2,h3,summary,.note{break-after:avoid;break-inside:avoid}
tr,.funnel li,.charts>div,.map,.pair>div,.ob,.why{break-inside:avoid}
.funnel{break-inside:avoid}
}
`

/** The path changes with the style sheet, so that browsers may cache it for good. */
export const stylePath = `/assets/style.${createHash('sha256').update(styleSheet).digest('hex').slice(0, 12)}.css`
