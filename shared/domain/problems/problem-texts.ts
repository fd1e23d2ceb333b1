import type { Bilingual } from '../bilingual.ts'

/**
 * Every code of a refusal or warning, with its sentence. A param of the problem replaces `{name}`. Codes are stable, because
 * clients rely on them. Sentences may change.
 */
export const problemTexts = {
  // Shape of a request
  body_malformed: { id: 'Isi permintaan bukan JSON yang sah.', en: 'The body is not valid JSON.' },
  body_too_large: { id: 'Isi permintaan melebihi {limitKB} KB.', en: 'The body is larger than {limitKB} KB.' },
  content_type_unsupported: {
    id: 'Content-Type harus application/json.',
    en: 'The Content-Type must be application/json.',
  },
  content_type_csv: {
    id: 'Content-Type harus text/csv atau jenis berkas Excel (.xlsx).',
    en: 'The Content-Type must be text/csv or that of an Excel workbook (.xlsx).',
  },
  content_encoding_unsupported: {
    id: 'Isi permintaan tidak boleh dikompresi (Content-Encoding).',
    en: 'The body must not be compressed (Content-Encoding).',
  },
  body_field_twice: {
    id: 'Ada kolom yang ditulis dua kali dalam isi permintaan.',
    en: 'The body names a field twice.',
  },
  value_type: { id: 'Jenis nilai salah; isilah {expected}.', en: 'Wrong type of value; give {expected}.' },
  value_format: {
    id: 'Bentuk nilai salah, atau nilai seperti itu tidak ada. Contoh yang benar: {example}.',
    en: 'Wrong form, or no such value. A correct example: {example}.',
  },
  value_choice: { id: 'Nilai harus salah satu dari: {allowed}.', en: 'The value must be one of: {allowed}.' },
  value_small: {
    id: 'Nilai terlalu kecil atau terlalu pendek; minimum {minimum}.',
    en: 'Too small or too short; at least {minimum}.',
  },
  value_large: {
    id: 'Nilai terlalu besar atau terlalu panjang; maksimum {maximum}.',
    en: 'Too large or too long; at most {maximum}.',
  },
  text_personal: {
    id: 'Teks laporan tidak boleh memuat NIK, nomor telepon, atau alamat surel.',
    en: 'A text in a report must not contain a NIK, a phone number or an e-mail address.',
  },
  obstacles_full: {
    id: 'Sudah ada {most} kendala untuk bulan dan wilayah ini; ubah salah satunya.',
    en: 'This month and area already have {most} obstacles; amend one of them.',
  },
  month_not_open: {
    id: 'Bulan {month} tidak terbuka; laporannya tidak berubah lagi.',
    en: 'Month {month} is not open; its report no longer changes.',
  },
  text_shape: {
    id: 'Teks kosong, terlalu panjang, atau memuat karakter kendali.',
    en: 'The text is empty, too long, or contains control characters.',
  },
  name_reserved: {
    id: 'Nama ini tidak dapat dipakai; pilih nama lain.',
    en: 'This name cannot be used; choose another.',
  },
  body_encoding: { id: 'Isi permintaan bukan UTF-8 yang sah.', en: 'The body is not valid UTF-8.' },
  body_too_deep: { id: 'Isi permintaan bersarang terlalu dalam.', en: 'The body is nested too deeply.' },
  value_invalid: { id: 'Nilai tidak sah.', en: 'The value is not valid.' },
  field_missing: { id: 'Wajib diisi.', en: 'Required.' },
  filter_unfit: {
    id: 'Saringan ini tidak berlaku untuk angka yang diminta.',
    en: 'This filter does not apply to the requested figure.',
  },
  field_unknown: { id: 'Kolom tidak dikenal: {fields}.', en: 'Unknown field: {fields}.' },
  // Door
  token_missing: { id: 'Perlu masuk: token akses tidak ada.', en: 'Sign in first: there is no access token.' },
  token_invalid: { id: 'Token akses tidak sah atau kedaluwarsa.', en: 'The access token is invalid or has expired.' },
  not_found: { id: 'Tidak ditemukan.', en: 'Not found.' },
  method_not_allowed: {
    id: 'Alamat ini tidak menerima metode tersebut; yang diterima: {allowed}.',
    en: 'This address does not take that method; it takes {allowed}.',
  },
  not_allowed: { id: 'Peran Anda tidak mengizinkan tindakan ini.', en: 'Your role does not allow this.' },
  internal: { id: 'Terjadi kesalahan pada sistem.', en: 'Something went wrong on our side.' },
  busy: { id: 'Sistem sedang sibuk; coba lagi sebentar.', en: 'The system is busy; please try again shortly.' },
  cursor_invalid: {
    id: 'Penanda halaman tidak sah untuk permintaan ini.',
    en: 'The cursor is not valid for this request.',
  },
  // Once
  idempotency_key_missing: { id: 'Header Idempotency-Key wajib ada.', en: 'The Idempotency-Key header is required.' },
  idempotency_key_shape: {
    id: 'Idempotency-Key terdiri atas 8–128 karakter: A–Z, a–z, 0–9, _ . : -.',
    en: 'An Idempotency-Key has 8 to 128 characters: A–Z, a–z, 0–9, _ . : -.',
  },
  idempotency_key_nik: {
    id: 'Idempotency-Key ini memuat 16 digit yang dapat berupa NIK, padahal kunci disimpan. Pakailah misalnya UUID.',
    en: 'This Idempotency-Key holds 16 digits that can be a NIK, and keys are stored. Use a UUID, for example.',
  },
  idempotency_key_reused: {
    id: 'Idempotency-Key ini sudah dipakai untuk isi yang berbeda.',
    en: 'This Idempotency-Key was used for a different request.',
  },
  if_match_shape: {
    id: 'If-Match harus berupa ETag yang pernah diberikan, misalnya "3".',
    en: 'If-Match must be an ETag from an earlier answer, such as "3".',
  },
  if_match_missing: { id: 'Header If-Match wajib ada.', en: 'The If-Match header is required.' },
  version_stale: {
    id: 'Data telah berubah; versi sekarang {version}.',
    en: 'The data has changed; its version is now {version}.',
  },
  // Identity
  nik_digits: { id: 'NIK terdiri atas 16 digit.', en: 'A NIK has 16 digits.' },
  nik_birth_date: {
    id: 'Digit ke-7 sampai ke-12 NIK bukan tanggal lahir yang mungkin.',
    en: 'Digits 7 to 12 of the NIK are not a possible birth date.',
  },
  nik_serial: { id: 'Empat digit terakhir NIK tidak boleh 0000.', en: 'The last four digits of a NIK are never 0000.' },
  nik_placeholder: {
    id: 'NIK ini hanya angka pengisi, bukan NIK seseorang.',
    en: "This NIK is a placeholder, not a person's.",
  },
  nik_taken: {
    id: 'Sudah terdaftar. Hubungi petugas kecamatan atau Dinas PPKUKM.',
    en: 'Already registered. Please ask the office of the kecamatan or Dinas PPKUKM.',
  },
  nik_other_name: {
    id: 'NIK ini terdaftar atas nama lain; periksa NIK dan namanya.',
    en: 'This NIK is registered under another name; check the NIK and the name.',
  },
  name_differs: {
    id: 'Peringatan: nama di berkas berbeda dari nama anggota dengan NIK ini.',
    en: 'Warning: the name in the file differs from that of the member with this NIK.',
  },
  row_namesake: {
    id: 'Sama dengan baris {row}, tanpa NIK: dua orang, atau satu orang dua kali? Isi NIK atau tanggal lahir, atau hapus salah satu baris.',
    en: 'The same as row {row}, without a NIK: two people, or one twice? Give a NIK or birth date, or remove one of the rows.',
  },
  row_like_member: {
    id: 'Anggota {member} tanpa NIK bernama sama di wilayah ini. Isi NIK atau tanggal lahir, atau catat pada anggota itu.',
    en: 'Member {member} without a NIK has the same name in this area. Give a NIK or birth date, or record it with that member.',
  },
  already_registered_self: {
    id: 'Anda sudah mendaftar dengan akun ini. Hubungi petugas kecamatan atau Dinas PPKUKM bila ada yang keliru.',
    en: 'You have registered with this account. Please ask the office of the kecamatan or Dinas PPKUKM if something is wrong.',
  },
  evidence_without_stage: {
    id: 'Anggota belum memiliki tahap {stage}; catat tahapnya dahulu.',
    en: 'The member does not hold stage {stage}; record it first.',
  },
  evidence_files_full: { id: 'Paling banyak {most} berkas per anggota.', en: 'At most {most} files per member.' },
  evidence_file_missing: {
    id: 'Berkasnya belum terkirim. Pilih berkas dan kirim lagi.',
    en: 'The file has not arrived. Choose it and send it again.',
  },
  evidence_file_large: { id: 'Berkas lebih besar dari {limitKB} kB.', en: 'The file is larger than {limitKB} kB.' },
  evidence_file_type: {
    id: 'Isi berkas bukan jenis yang dipilih (foto JPEG atau PNG, atau PDF).',
    en: 'The content is not of the type chosen (a JPEG or PNG photo, or a PDF).',
  },
  evidence_file_broken: { id: 'Foto ini rusak atau terpotong.', en: 'The photo is damaged or cut off.' },
  evidence_file_active: {
    id: 'PDF ini terenkripsi, memuat skrip atau lampiran, atau tidak dapat diperiksa. Cetak ulang sebagai PDF biasa.',
    en: 'The PDF is encrypted, holds scripts or attachments, or cannot be looked through. Print it as a plain PDF.',
  },
  mail_address_missing: {
    id: 'Kabar lewat surel memerlukan alamat surel.',
    en: 'Mails need an e-mail address.',
  },
  contact_refused: {
    id: 'Anda pernah meminta agar tidak dihubungi; karena itu kabar lewat surel tidak dapat diaktifkan.',
    en: 'You asked not to be contacted, so mails cannot be switched on.',
  },
  identity_unsettled: {
    id: 'Identitas anggota berstatus {identity}; identitas itu harus diverifikasi lebih dahulu.',
    en: "The member's identity is {identity}; it must be verified first.",
  },
  identity_settled: {
    id: 'Identitas anggota ini sudah diputus ({identity}).',
    en: "This member's identity is already decided ({identity}).",
  },
  identity_check_off: {
    id: 'Pemeriksaan ke data kependudukan belum tersedia.',
    en: 'Checks against the population register are not available yet.',
  },
  identity_check_incomplete: {
    id: 'Pemeriksaan memerlukan NIK dan tanggal lahir.',
    en: 'The check needs a NIK and a birth date.',
  },
  identity_check_unanswered: {
    id: 'Layanan data kependudukan tidak menjawab; coba lagi nanti.',
    en: 'The population register does not answer; please try again later.',
  },
  dispute_closed: { id: 'Sengketa NIK ini sudah ditutup ({state}).', en: 'This dispute is already closed ({state}).' },
  nik_differs_birth_date: {
    id: 'Peringatan: tanggal lahir berbeda dari yang tersirat dalam NIK.',
    en: 'Warning: the birth date differs from the one in the NIK.',
  },
  nik_differs_gender: {
    id: 'Peringatan: jenis kelamin berbeda dari yang tersirat dalam NIK.',
    en: 'Warning: the gender differs from the one in the NIK.',
  },
  member_provisional: {
    id: 'Peringatan: tanpa NIK anggota tercatat sementara.',
    en: 'Warning: without a NIK the member is provisional.',
  },
  possible_duplicate: {
    id: 'Peringatan: mungkin orang yang sama dengan anggota {member} ({reasons}).',
    en: 'Warning: probably the same person as member {member} ({reasons}).',
  },
  npwp_digits: { id: 'NPWP terdiri atas 15 atau 16 digit.', en: 'An NPWP has 15 or 16 digits.' },
  npwp_placeholder: { id: 'NPWP ini hanya angka pengisi.', en: 'This NPWP is a placeholder.' },
  nib_digits: { id: 'NIB terdiri atas 13 digit.', en: 'A NIB has 13 digits.' },
  kbli_digits: { id: 'Kode KBLI terdiri atas 5 digit.', en: 'A KBLI code has 5 digits.' },
  kbli_year_missing: {
    id: 'Kode KBLI memerlukan tahun klasifikasinya.',
    en: 'A KBLI code needs its classification year.',
  },
  phone_shape: {
    id: 'Nomor telepon Indonesia tidak sah; contoh yang benar: 0812 3456 7890 atau 021 345 6789.',
    en: 'Not an Indonesian phone number; correct examples: 0812 3456 7890 or 021 345 6789.',
  },
  email_shape: {
    id: 'Alamat surel tidak sah; contoh yang benar: siti@example.id.',
    en: 'The e-mail address is not valid; a correct example: siti@example.id.',
  },
  name_shape: {
    id: 'Nama terdiri atas 1–120 karakter, memuat huruf, dan tidak memuat karakter kendali.',
    en: 'A name has 1 to 120 characters, a letter among them, and no control characters.',
  },
  name_prefix_short: {
    id: 'Awal nama perlu paling sedikit {least} huruf (tanpa gelar dan spasi; huruf ganda dihitung satu).',
    en: 'The beginning of a name has at least {least} letters (without titles and blanks; doubled letters count once).',
  },
  birth_date_future: { id: 'Tanggal lahir tidak boleh di masa depan.', en: 'A birth date cannot be in the future.' },
  birth_date_early: { id: 'Tanggal lahir sebelum 1900.', en: 'The birth date is before 1900.' },
  birth_date_after_stage: {
    id: 'Tanggal lahir sesudah tanggal pendaftaran atau tahap yang sudah tercapai.',
    en: 'The birth date is after the registration, or after a stage that is held.',
  },
  age_low: {
    id: 'Peringatan: pada hari pendaftaran orang ini berumur {age} tahun; KTP baru terbit pada umur {least}.',
    en: 'Warning: this person is {age} years old on the day of registration; an identity card is issued from {least} on.',
  },
  age_high: {
    id: 'Peringatan: pada hari pendaftaran orang ini berumur {age} tahun; periksa tanggal lahirnya.',
    en: 'Warning: this person is {age} years old on the day of registration; check the birth date.',
  },
  phone_landline: {
    id: 'Peringatan: ini nomor telepon rumah atau kantor, bukan nomor seluler.',
    en: 'Warning: this is a landline, not a mobile number.',
  },
  member_named_twice: {
    id: 'Sebutkan anggota dengan nomor anggota atau dengan NIK, jangan keduanya.',
    en: 'Name the member by member number or by NIK, not by both.',
  },
  member_number_shape: {
    id: 'Nomor anggota salah ketik; contoh yang benar: 7K3M-9QXF.',
    en: 'The member number is mistyped; a correct example: 7K3M-9QXF.',
  },
  // Programme codes
  area_unknown: { id: 'Wilayah {area} tidak dikenal.', en: 'Area {area} is unknown.' },
  area_too_wide: {
    id: 'Wilayah {area} terlalu luas; sebut kelurahan atau kecamatan.',
    en: 'Area {area} is too wide; name a kelurahan or kecamatan.',
  },
  agency_unknown: { id: 'Perangkat daerah {agency} tidak dikenal.', en: 'Agency {agency} is unknown.' },
  category_unknown: { id: 'Kategori {category} tidak dikenal.', en: 'Category {category} is unknown.' },
  stage_unknown: { id: 'Tahap {stage} tidak dikenal.', en: 'Stage {stage} is unknown.' },
  reason_unknown: { id: 'Alasan {reason} tidak dikenal.', en: 'Reason {reason} is unknown.' },
  indicator_unknown: { id: 'Indikator {indicator} tidak dikenal.', en: 'Indicator {indicator} is unknown.' },
  // Stages
  date_future: { id: 'Tanggal {day} belum terjadi.', en: '{day} is in the future.' },
  date_before_birth: {
    id: 'Tanggal {day} mendahului tanggal lahir anggota.',
    en: '{day} is before the birth of the member.',
  },
  date_before_programme: {
    id: 'Tanggal {day} sebelum bulan pertama program ({firstMonth}).',
    en: '{day} is before the first month of the programme ({firstMonth}).',
  },
  stage_held: {
    id: 'Tahap {stage} sudah tercapai pada {happenedOn} (catatan {entryId}).',
    en: 'Stage {stage} was attained on {happenedOn} (entry {entryId}).',
  },
  stage_by_loan: {
    id: 'Tahap {stage} tercapai karena pinjaman {loan}; putuskan pinjaman itu.',
    en: 'Stage {stage} is held by loan {loan}; decide on the loan instead.',
  },
  twins_settled: {
    id: 'Kedua pinjaman ini tidak lagi ditandai sebagai kembar.',
    en: 'These two loans are not flagged as twins any more.',
  },
  review_settled: {
    id: 'Tidak ada keputusan yang ditunggu pada pinjaman ini.',
    en: 'No decision is pending on this loan.',
  },
  stage_not_held: { id: 'Tahap {stage} belum tercapai.', en: 'Stage {stage} is not held.' },
  stage_prerequisite_missing: {
    id: 'Tahap {missing} harus tercapai lebih dahulu (aturan sejak {policyFrom}).',
    en: 'Stage {missing} must be held first (rule since {policyFrom}).',
  },
  stage_prerequisite_later: {
    id: 'Tahap {missing} bertanggal {heldOn}, sesudah {day}.',
    en: 'Stage {missing} is dated {heldOn}, after {day}.',
  },
  stage_supports_others: {
    id: 'Tahap {stage} menopang {dependents}; batalkan bersama dengan cascade.',
    en: 'Stage {stage} supports {dependents}; reverse them together with cascade.',
  },
  evidence_missing: {
    id: 'Tahap {stage} memerlukan bukti: {accepted}.',
    en: 'Stage {stage} needs evidence: {accepted}.',
  },
  evidence_unknown: {
    id: 'Bukti {kind} tidak berlaku untuk tahap {stage}; pilihan: {accepted}.',
    en: 'Evidence {kind} is not accepted for stage {stage}; choices: {accepted}.',
  },
  evidence_does_not_attain: {
    id: 'Bukti {kind} saja belum mencapai tahap {stage}.',
    en: 'Evidence {kind} alone does not attain stage {stage}.',
  },
  notes_full: {
    id: 'Catatan anggota ini penuh: paling banyak {most} catatan dan {limitKB} KB.',
    en: 'The notes on this member are full: at most {most} notes and {limitKB} KB.',
  },
  nothing_to_change: { id: 'Tidak ada yang berubah.', en: 'Nothing would change.' },
  member_inactive: { id: 'Anggota berstatus {status}.', en: 'The member is {status}.' },
  member_restricted: {
    id: 'Pemrosesan data anggota ini dibatasi atas permintaannya.',
    en: "Processing of this member's data is restricted at the request of the person.",
  },
  case_decided: { id: 'Permintaan ini sudah diputus ({state}).', en: 'This request is already decided ({state}).' },
  case_ground_missing: { id: 'Penolakan harus menyebut dasarnya.', en: 'A refusal must name its ground.' },
  identity_unverified: {
    id: 'Identitas Anda belum diverifikasi; mintalah verifikasi di kantor kecamatan.',
    en: 'Your identity has not been verified yet; ask for it at the kecamatan office.',
  },
  case_copy_missing: {
    id: 'Salinan data belum diambil untuk diserahkan.',
    en: 'No copy of the data has been made to hand over.',
  },
  copy_over: {
    id: 'Salinan ini tidak dapat diambil lagi; minta salinan baru dengan Idempotency-Key baru.',
    en: 'This copy can no longer be taken; ask for a new one under a new Idempotency-Key.',
  },
  withdrawal_early: {
    id: 'Tanggal {day} sebelum hari pendaftaran ({registeredOn}).',
    en: '{day} is before the day of registration ({registeredOn}).',
  },
  member_not_withdrawn: { id: 'Anggota tidak berstatus mundur.', en: 'The member has not withdrawn.' },
  member_into_itself: {
    id: 'Anggota tidak dapat digabung dengan dirinya sendiri.',
    en: 'A member cannot be merged with itself.',
  },
  duplicate_decided: { id: 'Pasangan ini sudah diputus ({state}).', en: 'This pair is already decided ({state}).' },
  duplicate_keep: {
    id: 'Yang dipertahankan harus salah satu dari keduanya.',
    en: 'The record that is kept must be one of the two.',
  },
  merge_undone: { id: 'Penggabungan ini sudah dibatalkan.', en: 'This merge is already undone.' },
  class_list_of: {
    id: 'Isi salah satu saja: nomor anggota (memberIds) atau saringan (filter).',
    en: 'Give either member numbers (memberIds) or a filter, not both.',
  },
  class_list_large: {
    id: 'Saringan ini menghasilkan lebih dari {most} anggota.',
    en: 'This filter finds more than {most} members.',
  },
  class_list_empty: { id: 'Tidak ada anggota yang cocok dengan saringan ini.', en: 'This filter finds no member.' },
  attendance_stranger: {
    id: 'Nomor anggota ini tidak ada dalam daftar kelas.',
    en: 'This member number is not on the class list.',
  },
  attendance_twice: { id: 'Nomor anggota ini disebut dua kali.', en: 'This member number is named twice.' },
  attendance_mark: {
    id: 'Baris {line}: isi kolom Hadir dengan √, H, ya, 1 atau hadir; kosongkan, atau tulis I, S atau A, bila tidak hadir.',
    en: 'Line {line}: mark attendance with √, H, ya, 1 or hadir; leave the others empty, or write I, S or A.',
  },
  attendance_cross: {
    id: 'Baris {line}: tanda silang di samping tanda lain bisa berarti tidak hadir; tulis H atau kosongkan.',
    en: 'Line {line}: a cross beside other marks may mean absent; write H, or leave it empty.',
  },
  attendance_nobody: { id: 'Tidak seorang pun ditandai hadir.', en: 'Nobody is marked as present.' },
  class_duplicate: { id: 'Anggota disebut dua kali dalam kelas.', en: 'The member is named twice in the class.' },
  // Grants and revealing
  grant_own: {
    id: 'Hak Anda sendiri hanya dapat diberikan atau diakhiri oleh orang lain.',
    en: 'Only somebody else can give or end your own grants.',
  },
  accounts_elsewhere: {
    id: 'Akun tidak dibuat di sini, melainkan di penyedia identitas instansi Anda.',
    en: 'Accounts are not made here but at the identity provider of your institution.',
  },
  account_missing: {
    id: 'Orang ini tidak memiliki akun yang dapat diubah di sini.',
    en: 'This person has no account that can be changed here.',
  },
  grant_role_above: { id: 'Peran {role} melebihi peran Anda.', en: 'The role {role} is above your own.' },
  grant_period: {
    id: 'Hak ini berakhir sebelum mulai berlaku, atau masa berlakunya sudah lewat.',
    en: 'The grant ends before it begins, or is already over.',
  },
  grant_outlasts: {
    id: 'Hak ini tidak boleh berlaku lebih lama daripada hak Anda (sampai {latest}).',
    en: 'The grant cannot last longer than your own (until {latest}).',
  },
  grant_ended: { id: 'Hak ini sudah diakhiri.', en: 'This grant is already ended.' },
  month_not_ended: {
    id: 'Bulan {month} belum berakhir; dapat ditutup mulai {from}.',
    en: 'The month {month} has not ended; it can be closed from {from} on.',
  },
  month_closed_before: { id: 'Bulan {month} sudah ditutup.', en: 'The month {month} is closed already.' },
  reason_thin: {
    id: 'Tulis alasan yang dapat dipahami orang lain, sedikitnya dua kata, misalnya «Verifikasi NIK untuk bank».',
    en: 'Give a reason that others understand, at least two words, such as “Verifying the NIK for a bank”.',
  },
  subject_nik: {
    id: 'Kode akun ini memuat 16 digit yang dapat berupa NIK, padahal kode akun disimpan.',
    en: 'This account id holds 16 digits that can be a NIK, and account ids are stored.',
  },
  allowance_used: {
    id: 'Batas {most} kali sehari sudah habis terpakai.',
    en: 'The limit of {most} times a day is used up.',
  },
  taken_niks_used: {
    id: 'Hari ini sudah {most} kali Anda diberi tahu bahwa seseorang telah terdaftar di tempat lain. NIK lain baru dapat diperiksa besok, atau oleh administrator.',
    en: 'You have been told {most} times today that somebody is registered elsewhere. Other NIKs can be looked at tomorrow, or by an administrator.',
  },
  calls_too_many: {
    id: 'Paling banyak {most} permintaan per menit; tunggu sampai menit berikutnya.',
    en: 'At most {most} requests a minute are taken; wait for the next minute.',
  },
  reveal_over: {
    id: 'Data ini tidak dapat ditampilkan lagi; minta kembali dengan Idempotency-Key baru.',
    en: 'This data can no longer be shown; ask again under a new Idempotency-Key.',
  },
  // Months, figures, targets, issues
  month_outside: {
    id: 'Bulan {month} di luar {firstMonth} s.d. {lastMonth}.',
    en: 'Month {month} is outside {firstMonth} to {lastMonth}.',
  },
  month_open: { id: 'Bulan {month} belum ditutup.', en: 'Month {month} is not closed.' },
  month_range: {
    id: 'Urutan bulan terbalik, atau rentangnya lebih dari {most} bulan.',
    en: 'The months are in the wrong order, or more than {most}.',
  },
  recount_differs: {
    id: 'Rekapitulasi {month} berbeda dari catatan pada {cells} sel; terbitan ditahan.',
    en: 'The tallies of {month} differ from the entries in {cells} cells; no issue is made.',
  },
  repair_not_needed: { id: 'Sel ini sudah sesuai dengan catatannya.', en: 'This cell agrees with its entries.' },
  issue_unchanged: {
    id: 'Tidak ada angka yang berubah sejak terbitan {number}.',
    en: 'No figure has changed since issue {number}.',
  },
  target_period: { id: 'Akhir periode target mendahului awalnya.', en: "The target's period ends before it begins." },
  // Imports
  number_scientific: {
    id: 'Angka ini sudah disingkat oleh lembar kerja (misalnya 3,17E+15) sehingga digitnya hilang. Jadikan kolomnya teks lalu isi kembali.',
    en: 'The spreadsheet has shortened this number (such as 3.17E+15) and its digits are lost. Make the column text and fill it in again.',
  },
  date_excel_serial: {
    id: 'Ini nomor hari Excel, bukan tanggal. Tulis tanggal sebagai 2021-10-27 atau 27/10/2021.',
    en: 'This is a day number of Excel, not a date. Write dates as 2021-10-27 or 27/10/2021.',
  },
  date_shape: {
    id: 'Bukan tanggal yang ada. Tulis sebagai 2021-10-27 atau 27/10/2021.',
    en: 'Not a date that exists. Write it as 2021-10-27 or 27/10/2021.',
  },
  gender_unknown: {
    id: 'Jenis kelamin tidak dikenal; tulis L atau P, atau kosongkan.',
    en: 'Unknown gender; write L (male) or P (female), or leave it empty.',
  },
  place_not_yours: {
    id: 'Wilayah atau perangkat daerah ini di luar kewenangan Anda.',
    en: 'This area or agency is outside your authority.',
  },
  row_hidden: { id: 'Baris tersembunyi.', en: 'A hidden row.' },
  row_known: { id: 'Baris ini sudah pernah diimpor.', en: 'This row was imported before.' },
  row_repeated: { id: 'Baris ini sama dengan baris {row}.', en: 'This row says the same as row {row}.' },
  row_nik_twice: { id: 'NIK ini sudah ada pada baris {row}.', en: 'This NIK is already on row {row}.' },
  row_twin_phone: {
    id: 'Peringatan: nomor telepon sama dengan baris {row}.',
    en: 'Warning: the same phone number as row {row}.',
  },
  row_twin_person: {
    id: 'Peringatan: nama dan tanggal lahir sama dengan baris {row}.',
    en: 'Warning: the same name and birth date as row {row}.',
  },
  row_not_kept: {
    id: 'Isi baris ini tidak disimpan lagi. Unggah kembali baris ini.',
    en: 'The content of this row is no longer kept. Upload the row again.',
  },
  row_columns: {
    id: 'Baris ini mempunyai {found} kolom; judulnya {expected}.',
    en: 'The row has {found} columns; the heading has {expected}.',
  },
  row_quote: {
    id: 'Tanda kutip pada baris ini tidak ditutup, sehingga isinya tidak dapat dipastikan.',
    en: 'A quote on this line is not closed, so its content is not certain.',
  },
  row_long: { id: 'Baris ini terlalu panjang untuk dibaca.', en: 'This row is too long to be read.' },
  cell_error: {
    id: 'Sel ini memuat kesalahan lembar kerja, misalnya #N/A atau ####. Perbaiki lalu unggah kembali.',
    en: 'This cell holds an error of the spreadsheet, such as #N/A or ####. Mend it and upload the file again.',
  },
  cell_long: { id: 'Isi sel ini terlalu panjang.', en: 'The content of this cell is too long.' },
  cell_nothing: {
    id: 'Peringatan: tanda seperti "-" dibaca sebagai sel kosong ({columns}).',
    en: 'Warning: a mark such as "-" is read as an empty cell ({columns}).',
  },
  row_blank: { id: 'Baris kosong.', en: 'A blank row.' },
  row_total: { id: 'Baris jumlah.', en: 'A row of totals.' },
  row_heading: { id: 'Judul kolom atau nomor kolom.', en: 'Headings, or numbers of columns.' },
  row_above: { id: 'Di atas tabel.', en: 'Above the table.' },
  row_below: {
    id: 'Di bawah tabel, seperti tempat, tanggal, dan tanda tangan.',
    en: 'Below the table, such as place, date and signature.',
  },
  import_workbook_macros: {
    id: 'Buku kerja ini memuat makro. Simpan sebagai Excel Workbook (.xlsx) biasa, lalu unggah kembali.',
    en: 'This workbook has macros. Save it as a plain Excel Workbook (.xlsx) and upload it again.',
  },
  import_workbook_links: {
    id: 'Buku kerja ini mengambil nilai dari berkas lain. Salin sebagai nilai (Paste Values), lalu unggah kembali.',
    en: 'This workbook takes values from other files. Paste them as values and upload it again.',
  },
  import_workbook_kind: {
    id: 'Jenis berkas ini tidak dibaca. Simpan sebagai Excel Workbook (.xlsx) atau CSV UTF-8.',
    en: 'This kind of file is not read. Save it as an Excel Workbook (.xlsx) or as CSV UTF-8.',
  },
  import_workbook_locked: {
    id: 'Berkas ini dilindungi kata sandi, atau dari Excel lama (.xls). Simpan sebagai .xlsx tanpa kata sandi.',
    en: 'This file has a password, or is of an old Excel (.xls). Save it as .xlsx without a password.',
  },
  import_workbook_bomb: {
    id: 'Isi buku kerja ini terlalu besar setelah dibuka. Pecah menjadi beberapa berkas.',
    en: 'This workbook is too large when unpacked. Split it into several files.',
  },
  import_workbook_broken: {
    id: 'Buku kerja ini rusak. Buka dan simpan kembali sebagai .xlsx.',
    en: 'This workbook is damaged. Open it and save it again as .xlsx.',
  },
  import_gzip_broken: { id: 'Berkas gzip rusak.', en: 'The gzip file is damaged.' },
  import_encoding: {
    id: 'Berkas ini bukan lembar kerja Excel (.xlsx) atau teks UTF-8. Simpan sebagai .xlsx atau "CSV UTF-8".',
    en: 'The file is neither an Excel workbook (.xlsx) nor text in UTF-8. Save it as .xlsx or as "CSV UTF-8".',
  },
  import_empty: { id: 'Berkas tidak memuat baris data.', en: 'The file has no rows.' },
  import_missing: { id: 'Berkas belum diunggah.', en: 'The file has not been uploaded.' },
  import_too_large: { id: 'Berkas melebihi {limitMB} MB.', en: 'The file is larger than {limitMB} MB.' },
  import_numbers_rounded: {
    id: 'Semua angka panjang di kolom "{column}" berakhir dengan 0: lembar kerja telah membulatkannya. Jadikan kolomnya teks lalu isi kembali.',
    en: 'Every long number in column "{column}" ends in 0: the spreadsheet has rounded them. Make the column text and fill it in again.',
  },
  import_date_order: {
    id: 'Kolom "{column}": tidak dapat dipastikan apakah hari atau bulan yang ditulis lebih dahulu ({examples}).',
    en: 'Column "{column}": it is not certain whether the day or the month comes first ({examples}).',
  },
  import_date_mixed: {
    id: 'Kolom "{column}" mencampur hari lebih dahulu dan bulan lebih dahulu ({examples}). Samakan dahulu penulisannya.',
    en: 'Column "{column}" mixes days first and months first ({examples}). Write them all alike first.',
  },
  import_date_swapped: {
    id: 'Kolom "{column}": sebagian tanggal sudah diubah lembar kerja dan sebagian masih teks ({examples}), sehingga hari dan bulan mungkin tertukar. Isi kembali kolom ini sebagai teks.',
    en: 'Column "{column}": the spreadsheet has converted some dates and left others as text ({examples}), so days and months may be exchanged. Fill the column in again as text.',
  },
  import_sheets: {
    id: 'Buku kerja ini memuat beberapa lembar yang mungkin dimaksud: {examples}.',
    en: 'This workbook has several sheets that may be meant: {examples}.',
  },
  import_sheet_missing: { id: 'Lembar "{sheet}" tidak ada.', en: 'There is no sheet "{sheet}".' },
  import_hidden_rows: {
    id: 'Lembar ini menyembunyikan {rows} baris. Apakah baris itu juga dibaca?',
    en: 'This sheet hides {rows} rows. Are they to be read too?',
  },
  import_encoding_asked: {
    id: 'Berkas ini bukan UTF-8. Apakah tulisannya benar bila dibaca sebagai Windows-1252?',
    en: 'This file is not UTF-8. Is it written right when read as Windows-1252?',
  },
  import_niks_rounded: {
    id: 'Semua NIK berakhir dengan 0: lembar kerja telah membulatkannya. Jadikan kolom NIK teks lalu isi kembali.',
    en: 'Every NIK ends in 0: the spreadsheet has rounded them. Make the NIK column text and fill it in again.',
  },
  import_columns_many: {
    id: 'Tabel ini mempunyai {found} kolom berjudul; paling banyak {most} yang dapat dibaca.',
    en: 'This table has {found} columns with a heading; at most {most} can be read.',
  },
  import_column_unknown: { id: 'Kolom "{column}" tidak dikenal.', en: 'Column "{column}" is unknown.' },
  import_column_nearly: {
    id: 'Kolom "{column}" tidak dikenal; apakah maksudnya {nearest}?',
    en: 'Column "{column}" is unknown; is {nearest} meant?',
  },
  import_column_twice: {
    id: 'Kolom "{column}" memuat {field} untuk kedua kalinya.',
    en: 'Column "{column}" holds {field} a second time.',
  },
  import_column_missing: { id: 'Kolom "{column}" tidak ada.', en: 'Column "{column}" is missing.' },
  import_field_missing: { id: 'Tidak ada kolom untuk {field}.', en: 'There is no column for {field}.' },
  import_field_unknown: { id: 'Isian "{field}" tidak dikenal.', en: 'There is no field "{field}".' },
  import_source_unknown: { id: 'Sumber "{source}" tidak dikenal.', en: 'Source "{source}" is unknown.' },
  import_status: {
    id: 'Impor berstatus {status}; langkah ini tidak dapat dilakukan.',
    en: 'The import is {status}; this step is not possible.',
  },
  export_moved_on: {
    id: 'Status ekspor sudah berubah; muat ulang untuk melihatnya.',
    en: 'The export has changed since; load it again.',
  },
  export_column_unknown: { id: 'Kolom "{column}" tidak dikenal.', en: 'Column "{column}" is unknown.' },
  export_column_twice: { id: 'Kolom "{column}" disebut dua kali.', en: 'Column "{column}" is named twice.' },
  export_rows_xlsx: {
    id: 'Lembar Excel hanya memuat {most} baris; minta berkas CSV, atau persempit saringannya.',
    en: 'An Excel sheet holds only {most} rows; ask for CSV, or narrow the filter.',
  },
  export_rows_revealed: {
    id: 'Data lengkap hanya diekspor untuk paling banyak {most} anggota; persempit saringannya.',
    en: 'Unmasked data is exported for at most {most} members; narrow the filter.',
  },
  export_person_erased: {
    id: 'Data seorang anggota dalam ekspor ini telah dihapus; minta ekspor baru.',
    en: 'A member in this export was erased; ask for a new export.',
  },
  export_over: { id: 'Ekspor ini sudah selesai atau dibuang.', en: 'This export is finished or discarded.' },
  import_moved_on: {
    id: 'Status impor sudah berubah; muat ulang untuk melihatnya.',
    en: 'The import has changed since; load it again.',
  },
  areas_changed: {
    id: 'Daftar wilayah berubah; jalankan versi program yang terbaru.',
    en: 'The list of areas has changed; run the newest version of the programme.',
  },
  // Reports by mail
  mail_refused: {
    id: 'Layanan surel menolak surel ini; pengiriman dicoba lagi nanti.',
    en: 'The mail service refused this mail; it is tried again later.',
  },
  recipient_public_scope: {
    id: 'Versi publik hanya ada untuk seluruh program, bukan untuk satu wilayah atau perangkat daerah.',
    en: 'The public version is of the whole programme only, not of an area or agency.',
  },
  recipient_twice: {
    id: 'Alamat ini sudah menerima laporan yang sama sebagai penerima {recipient}.',
    en: 'This address already gets the same report, as recipient {recipient}.',
  },
  recipient_period: { id: 'Tanggal berakhir mendahului tanggal mulai.', en: 'The end is before the beginning.' },
  formats_twice: { id: 'Setiap format hanya boleh disebut satu kali.', en: 'Each format may be named only once.' },
  delivery_not_waiting: {
    id: 'Pengiriman ini tidak menunggu keputusan petugas.',
    en: 'This delivery is not waiting for a decision.',
  },
  // Partners and loans
  amount_shape: {
    id: 'Jumlah ditulis sebagai teks: rupiah lebih dari nol dengan dua desimal, misalnya "10000000.00".',
    en: 'An amount is text: rupiah above zero with two decimals, such as "10000000.00".',
  },
  instant_year: {
    id: 'Waktu harus dalam tahun 2000 sampai 2099.',
    en: 'The time must be in the years 2000 to 2099.',
  },
  loan_type_differs: {
    id: 'Jenis peristiwa harus sama dengan status yang bertanggal paling akhir.',
    en: 'The type of the event must be the state with the latest date.',
  },
  signature_invalid: { id: 'Tanda tangan tidak sah.', en: 'The signature is not valid.' },
  event_id_differs: {
    id: 'webhook-id harus sama dengan id peristiwa.',
    en: 'The webhook-id must equal the id of the event.',
  },
  partner_exists: { id: 'Sudah ada mitra dengan kode {code}.', en: 'A partner with the code {code} already exists.' },
  receipt_not_parked: {
    id: 'Tanda terima ini tidak sedang menunggu keputusan.',
    en: 'This receipt is not waiting for a decision.',
  },
  conflict_closed: { id: 'Pertentangan ini sudah ditutup.', en: 'This conflict is already closed.' },
  test_event_unsignable: {
    id: 'Hanya mitra yang memegang kunci tanda tangannya, atau belum ada kunci yang berlaku; minta mitra mengirim peristiwa uji.',
    en: 'Only the partner holds the signing key, or none is in force; ask the partner to send a test event.',
  },
  partner_suspended: { id: 'Mitra ini sedang ditangguhkan.', en: 'This partner is suspended.' },
  partner_scheme_change: {
    id: 'Skema tanda tangan mitra tidak dapat diganti; daftarkan mitra baru.',
    en: 'The signing scheme of a partner cannot change; register a new partner.',
  },
  external_id_reused: {
    id: 'X-EXTERNAL-ID ini sudah dipakai hari ini.',
    en: 'This X-EXTERNAL-ID was already used today.',
  },
  event_differs: {
    id: 'Peristiwa dengan nomor ini sudah diterima dengan isi yang berbeda.',
    en: 'An event with this id was received with other content.',
  },
  public_key_shape: {
    id: 'Bukan kunci publik RSA 2048–4096 bit dalam PEM (BEGIN PUBLIC KEY).',
    en: 'Not an RSA public key of 2048 to 4096 bits in PEM (BEGIN PUBLIC KEY).',
  },
  public_path_shape: {
    id: 'Bukan jalur URL; contoh yang benar: /v1.0/loan/notify.',
    en: 'Not a URL path; a correct example: /v1.0/loan/notify.',
  },
  cidr_shape: {
    id: 'Bukan rentang alamat; contoh yang benar: 203.0.113.0/24 atau 2001:db8::/32.',
    en: 'Not a range of addresses; correct examples: 203.0.113.0/24 or 2001:db8::/32.',
  },
  credentials_full: {
    id: 'Sudah ada {most} yang berlaku; akhiri satu lebih dahulu.',
    en: '{most} are already in force; end one of them first.',
  },
} satisfies Record<string, Bilingual>

export type ProblemCode = keyof typeof problemTexts

/** The types of JSON in words, each with an example, by the name that a schema gives them. */
const typeWords: Record<string, Bilingual> = {
  string: { id: 'teks, misalnya "Budi"', en: 'text, such as "Budi"' },
  number: { id: 'bilangan, misalnya 12', en: 'a number, such as 12' },
  int: { id: 'bilangan bulat, misalnya 12', en: 'a whole number, such as 12' },
  boolean: { id: 'true atau false', en: 'true or false' },
  array: { id: 'larik, misalnya ["P1", "P2"]', en: 'a list, such as ["P1", "P2"]' },
  object: { id: 'objek, misalnya {"name": "Budi"}', en: 'an object, such as {"name": "Budi"}' },
  record: { id: 'objek, misalnya {"name": "Budi"}', en: 'an object, such as {"name": "Budi"}' },
}

/** The sentence of a problem in both languages, with its params filled in. */
export function sentence(code: ProblemCode, params: Record<string, string | number | boolean> = {}): Bilingual {
  const type = code === 'value_type' ? typeWords[String(params.expected)] : undefined
  const fill = (language: keyof Bilingual) =>
    problemTexts[code][language].replace(/\{(\w+)\}/g, (whole, name: string) =>
      String((name === 'expected' && type?.[language]) || (params[name] ?? whole)),
    )
  return { id: fill('id'), en: fill('en') }
}
