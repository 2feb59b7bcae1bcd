# Stands for the database that Test Compta Demat keeps its log in: what it logs is printed, a line each, as type, tab, text. The report it
# would draw from the log is not made.
package DBI;
use strict;
use warnings;
our $errstr = '';
our $AUTOLOAD;

BEGIN { *CORE::GLOBAL::sleep = sub { 0 } }

sub connect {
    no warnings 'redefine', 'once';
    binmode STDOUT, ':raw';
    *main::erreur = sub {
        my ( $type, $text ) = @_;
        utf8::encode($text) if utf8::is_utf8($text);
        $text =~ s/\s+/ /g;
        print STDOUT "$type\t$text\n";
        return 1;
    };
    *main::maj_log           = sub { };
    *main::create_log        = sub { '' };
    *main::faire_pdf         = sub { };
    *main::Fenetre_KO        = sub { };
    *main::verif_version_java = sub { 'version 0' };
    *main::conv_to_iso       = sub { $_[0] };
    return bless {}, shift;
}
sub selectall_hashref  { return {} }
sub selectall_arrayref { return [] }
sub selectrow_array    { return (0) }
sub AUTOLOAD           { return 1 }
sub DESTROY            { }
1;
