# Runs the first part of Test Compta Demat on a file: it reads the header and, where amounts have a side, rewrites the file.
use strict;
use warnings;
our ( $dbhlog, $ProgramData, $ProgramFiles, $Rep_Alim_ou_Testeur, $errmsg, $OS, $Aorte );
my ( $folder, $file, $separator ) = @ARGV;
require "$folder/environnement_alto2.pl";
Env_Path();
( $ProgramData, $ProgramFiles ) = ( $ENV{ProgramData}, $ENV{ProgramFiles} );
$Rep_Alim_ou_Testeur = 'testeur';
require "$folder/alto2_fonctions.pl";
require "$folder/trt_entete.pl";
$errmsg = '';
no warnings 'once';
my $refused = sub_entete( "$file.entete", $file, $separator, 1 );
select STDOUT;
print STDOUT "E\t$errmsg\n" if $refused;
